/** A record is no longer at the version that was read: the transaction is rolled back and its work done again. */
export class VersionMoved extends Error {
  override readonly name = 'VersionMoved';

  constructor() {
    super('a record was changed by another transaction');
  }
}
