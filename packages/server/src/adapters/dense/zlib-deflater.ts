import type { Deflater } from '@fieldsync/protocol/dense';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Node's own zlib. */
export const zlibDeflater: Deflater = {
  deflateRaw: (bytes, dictionary) => deflateRawSync(bytes, { level: 9, memLevel: 9, dictionary }),

  inflateRaw(bytes, dictionary, maxBytes) {
    try {
      return inflateRawSync(bytes, { dictionary, maxOutputLength: Math.max(1, maxBytes) });
    } catch {
      return undefined;
    }
  },
};
