/** What somebody may see: everything, or their own records and those in their areas. */
export type Sight =
  | { readonly everything: true }
  | { readonly everything: false; readonly userId: string; readonly areas: ReadonlySet<string> };

/**
 * Whether a record is for their eyes [R3]. The same in SQL: `inScope` for lists and single records, `feed-parts.ts` for phones;
 * a test holds the three together.
 */
export function maySee(
  sight: Sight,
  record: { readonly createdBy: string; readonly area: string | null },
): boolean {
  if (sight.everything || record.createdBy === sight.userId) return true;
  return record.area !== null && sight.areas.has(record.area);
}
