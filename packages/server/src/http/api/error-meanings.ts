import type { ErrorCode } from '@fieldsync/protocol';

/** What an integrator is told of each error that a server says. Those of status 0 are a device's own. */
export const ERROR_MEANINGS: Readonly<Record<ErrorCode, string>> = {
  OFFLINE: 'The device has no connection.',
  UNREACHABLE: 'The office does not answer.',
  TIMEOUT: 'The office did not answer in time.',
  PORTAL: 'Something else than the office answered.',
  BROKEN_REPLY: 'The answer cannot be read.',
  INTERNAL: 'Something went wrong at the server; its log has it under the id in `x-request-id`.',
  UNAVAILABLE: 'The server cannot do it now. Come back after `Retry-After`.',
  BUSY: 'Too often. Come back after `Retry-After`.',
  MALFORMED: 'The body is not what it says it is: not whole, not JSON, not UTF-8, nested too deep.',
  VALIDATION: 'A value is refused; `field` names it.',
  TOO_LARGE: 'The body is larger than it may be.',
  UNSUPPORTED_ENCODING:
    'The body is in a form that is not read here; `accept-encoding` names those that are.',
  UNSUPPORTED_VERSION: 'This server does not speak this version of the wire.',
  NOT_FOUND: 'There is no such thing, or it is not yours to see.',
  ALREADY_EXISTS: 'It is there already.',
  SIGNED_OUT: 'There is no session, or it has ended.',
  WRONG_ACCOUNT: 'The device belongs to another account.',
  FORBIDDEN: 'The role may not do this, or the request came from a page of another site.',
  SECOND_FACTOR_REQUIRED:
    'The office asks for a one-time code before this, and this session has given none lately. Nothing was done: give one, and ask again.',
  SECOND_FACTOR_ENROLMENT_NEEDED:
    'The office asks for a one-time code before this, and the account has nothing yet that makes them. Nothing was done.',
  CONFLICT: 'Somebody has changed it meanwhile.',
  DEPENDENCY_MISSING: 'It refers to something that is not here yet.',
  EARLIER_OPERATION_OPEN: 'An earlier operation on the same record waits.',
  STORAGE_FULL: 'The server has no room left. Come back after `Retry-After`.',
  POLICY: 'The device may not send now.',
  UNREADABLE_ITEM: 'The device cannot read the item.',
};
