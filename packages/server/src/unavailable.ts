/**
 * A part that the server stands on does not answer. The same request may well succeed later, and whoever sent it is told
 * so: an outage must never be taken for a wrong password, or be counted against an item.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
