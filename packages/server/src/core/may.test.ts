import { ACTIONS, ROLES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { may, mayDecide } from './may.ts';

const OWN = { createdBy: 'amina' };
const OTHERS = { createdBy: 'bukar' };

describe('who may change what', () => {
  const allowed = (): string[] =>
    ROLES.flatMap((role) =>
      ACTIONS.flatMap((action) =>
        [undefined, OWN, OTHERS].flatMap((record) =>
          may({ id: 'amina', role }, action, record)
            ? [`${role} ${action} ${record?.createdBy ?? 'nothing'}`]
            : [],
        ),
      ),
    );

  it('field workers create, and change what they made', () => {
    for (const role of ['ASSESSOR', 'RESPONDER']) {
      expect(allowed().filter((line) => line.startsWith(role))).toEqual([
        `${role} CREATE nothing`,
        `${role} CREATE amina`,
        `${role} CREATE bukar`,
        `${role} UPDATE amina`,
        `${role} DELETE amina`,
      ]);
    }
  });

  it('the office changes any', () => {
    for (const role of ['COORDINATOR', 'ADMIN']) {
      expect(allowed().filter((line) => line.startsWith(role))).toHaveLength(9);
    }
  });

  it('[K2] the office alone decides between two versions', () => {
    expect(ROLES.filter((role) => mayDecide({ role }))).toEqual(['COORDINATOR', 'ADMIN']);
  });
});
