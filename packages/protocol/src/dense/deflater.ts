/** Raw deflate with a preset dictionary. The device brings pako, the server node:zlib; both speak RFC 1951. */
export interface Deflater {
  deflateRaw(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array;
  /** @returns undefined when it is not a stream, or holds more than `maxBytes` */
  inflateRaw(bytes: Uint8Array, dictionary: Uint8Array, maxBytes: number): Uint8Array | undefined;
}
