import { ERROR_CODES, type ErrorCode } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { officeAsked } from './office-asked.ts';

const after = (code: ErrorCode): boolean => officeAsked({ code, message: '', at: 0 });

it('only the office asks for quiet: a link that is back ends every other wait', () => {
  expect(ERROR_CODES.filter(after).sort()).toEqual(['BUSY', 'UNAVAILABLE']);
  expect([officeAsked(null), officeAsked(undefined)]).toEqual([false, false]);
});
