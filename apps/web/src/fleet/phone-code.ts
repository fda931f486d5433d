/** Letters of a phone's id. Its beginning is a time: phones that were set up together begin alike. */
const CODE_LENGTH = 4;

/** By what a phone can be told from others of the same person, on the office's pages and on the phone itself. */
export const phoneCode = (id: string): string => id.slice(-CODE_LENGTH);

/** People with more than one phone in the list. */
export function ofSeveralPhones(
  rows: readonly { readonly user: { readonly id: string } }[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(rows.map(({ user }) => user.id).filter((id) => seen.has(id) || !seen.add(id)));
}
