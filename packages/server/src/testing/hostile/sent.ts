/** A body with the headers that are said of it. */
export interface Sent {
  readonly headers: readonly (readonly [string, string])[];
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}
