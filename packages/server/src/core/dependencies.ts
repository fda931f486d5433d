import type { Operation } from '@fieldsync/protocol';
import { referencedRecords } from '@fieldsync/protocol';

/** Records that must be known before this operation [S3]: those it names, and those its answers refer to. */
export function dependenciesOf(operation: Operation): readonly string[] {
  const answers =
    operation.action === 'CREATE' ? operation.data : operation.action === 'UPDATE' ? operation.patch : {};
  const named = new Set([...(operation.dependsOn ?? []), ...referencedRecords(answers)]);
  named.delete(operation.entityId);
  return [...named];
}
