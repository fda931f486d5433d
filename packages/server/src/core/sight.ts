import type { UserId } from '@fieldsync/protocol';

/**
 * What somebody may see: everything, or their own records and those in their areas. Whether a record is for their eyes is asked where
 * it is read, in the same snapshot [R3]: `inScope` for lists and single records, `seenBy` for live events, `feed-parts.ts` for phones;
 * a test holds the three together.
 */
export type Sight =
  | { readonly everything: true }
  | { readonly everything: false; readonly userId: UserId; readonly areas: ReadonlySet<string> };
