import { deflateRawSync, gzipSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { beginChain, type Coder, type Deflater } from '@fieldsync/protocol/dense';
import { primerMessages } from '../primer/primer-messages.ts';

const BOUNDS = { maxBytes: 8_388_608, maxDepth: 16 };

export const zlibDeflater: Deflater = {
  deflateRaw: (bytes, dictionary) => deflateRawSync(bytes, { level: 9, memLevel: 9, dictionary }),
  inflateRaw: (bytes, dictionary, maxBytes) => {
    try {
      return inflateRawSync(bytes, { dictionary, maxOutputLength: Math.max(1, maxBytes) });
    } catch {
      return undefined;
    }
  },
};

/** One way from a request to bytes and back, over one run of requests. */
export interface Run {
  encode(request: unknown): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

export interface ByteForm {
  readonly name: string;
  /** Begins a run. */
  begin(): Run;
  /** Every request begins its own run. */
  readonly independent: boolean;
}

const text = (request: unknown): Buffer => Buffer.from(JSON.stringify(request));
const parse = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString()) as unknown;

export const gzipJson: ByteForm = {
  name: 'JSON, gzip',
  independent: true,
  begin: () => ({
    encode: (request) => gzipSync(text(request)),
    decode: (bytes) => parse(gunzipSync(bytes)),
  }),
};

/** The last 32 KB of the primer as JSON: what deflate alone can make of the same examples. */
function presetDictionary(): Buffer {
  return Buffer.concat(primerMessages(60).map(text)).subarray(-32_768);
}

export function dictionaryJson(): ByteForm {
  const dictionary = presetDictionary();
  return {
    name: 'JSON, deflate 9, preset dictionary',
    independent: true,
    begin: () => ({
      encode: (request) => deflateRawSync(text(request), { level: 9, memLevel: 9, dictionary }),
      decode: (bytes) => parse(inflateRawSync(bytes, { dictionary })),
    }),
  };
}

export function dense(coder: Coder, chained: boolean): ByteForm {
  return {
    name: `${coder}, ${chained ? 'chained' : 'independent'}`,
    independent: !chained,
    begin: () => {
      const up = beginChain(coder, zlibDeflater);
      const down = beginChain(coder, zlibDeflater);
      return {
        encode: (request) => up.encode(request),
        decode: (bytes) => {
          const result = down.decode(bytes, BOUNDS);
          if (!result.ok) throw new Error(result.reason);
          return result.value;
        },
      };
    },
  };
}
