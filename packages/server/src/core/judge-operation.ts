import type { Operation } from '@fieldsync/protocol';
import { judgeCreate } from './judge-create.ts';
import { judgeDelete } from './judge-delete.ts';
import { judgeUpdate } from './judge-update.ts';
import type { Arrival, OperationOutcome } from './operation-outcome.ts';
import type { StoredRecord } from './stored-record.ts';

/** One operation on the record as it is. Knows nothing of the ledger, of other operations or of dependencies. */
export function judgeOperation(
  operation: Operation,
  record: StoredRecord | undefined,
  arrival: Arrival,
): OperationOutcome {
  switch (operation.action) {
    case 'CREATE':
      return judgeCreate(operation, record, arrival);
    case 'UPDATE':
      return judgeUpdate(operation, record, arrival);
    case 'DELETE':
      return judgeDelete(operation, record, arrival);
  }
}
