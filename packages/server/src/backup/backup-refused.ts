/** Why a backup cannot be taken, read or restored: one sentence for the operator. Nothing was changed. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}
