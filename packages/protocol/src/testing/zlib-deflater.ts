import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Deflater } from '../dense/deflater.ts';

/** zlib throws on an empty dictionary. */
const withDictionary = (dictionary: Uint8Array): { dictionary?: Uint8Array } =>
  dictionary.length === 0 ? {} : { dictionary };

/** The deflater that a server has. */
export const zlibDeflater: Deflater = {
  deflateRaw: (bytes, dictionary) =>
    Uint8Array.from(deflateRawSync(bytes, { level: 9, memLevel: 9, ...withDictionary(dictionary) })),
  inflateRaw: (bytes, dictionary, maxBytes) => {
    if (maxBytes < 1) return undefined;
    try {
      return Uint8Array.from(
        inflateRawSync(bytes, { maxOutputLength: maxBytes, ...withDictionary(dictionary) }),
      );
    } catch {
      return undefined;
    }
  },
};
