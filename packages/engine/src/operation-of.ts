import type { Operation } from '@fieldsync/protocol';
import type { OutboxItem } from './core/stored.ts';

/** An item as the wire has it. */
export function operationOf(item: OutboxItem): Operation {
  const common = {
    id: item.id,
    type: item.type,
    entityId: item.recordId,
    capturedAt: new Date(item.capturedAt).toISOString(),
    score: item.score,
    ...(item.choice === undefined ? {} : { priority: item.choice }),
    ...(item.dependsOn.length === 0 ? {} : { dependsOn: [...item.dependsOn] }),
  };
  switch (item.action) {
    case 'CREATE':
      return { ...common, action: 'CREATE', data: { ...item.data } };
    case 'UPDATE':
      return { ...common, action: 'UPDATE', base: item.base, patch: { ...item.patch } };
    case 'DELETE':
      return { ...common, action: 'DELETE', base: item.base };
  }
}
