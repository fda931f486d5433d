/**
 * One sealed text as it lies on the disk: AES-GCM with a nonce of its own. What it belongs to is bound into it, so that a
 * box moved to another row does not open. Nonces are random: 96 bits are good for four thousand million boxes of one key.
 */
export interface SealingKey {
  /** Tells which key a box needs, without trying them. */
  readonly id: number;
  readonly key: CryptoKey;
}

const FORMAT = 1;
const NONCE_AT = 5;
const TEXT_AT = NONCE_AT + 12;
/** The tag that ends each text. */
const TAG_BYTES = 16;

const utf8 = new TextEncoder();
const text8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined for what is no box. */
export function keyIdOf(box: unknown): number | undefined {
  if (!(box instanceof Uint8Array) || box.length < TEXT_AT + TAG_BYTES || box[0] !== FORMAT) return undefined;
  return new DataView(box.buffer, box.byteOffset).getUint32(1);
}

/** @param bound what the text belongs to: table, row, part */
export async function sealText(sealing: SealingKey, bound: string, text: string): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8.encode(bound) },
    sealing.key,
    utf8.encode(text),
  );
  const box = new Uint8Array(TEXT_AT + sealed.byteLength);
  box[0] = FORMAT;
  new DataView(box.buffer).setUint32(1, sealing.id);
  box.set(iv, NONCE_AT);
  box.set(new Uint8Array(sealed), TEXT_AT);
  return box;
}

/** Undefined when it does not open: another key, another row, a flipped bit. */
export async function openBox(key: CryptoKey, bound: string, box: Uint8Array): Promise<string | undefined> {
  try {
    const bytes = new Uint8Array(box);
    const opened = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: bytes.subarray(NONCE_AT, TEXT_AT),
        additionalData: utf8.encode(bound),
      },
      key,
      bytes.subarray(TEXT_AT),
    );
    return text8.decode(opened);
  } catch (error) {
    if (error instanceof TypeError || isOperationError(error)) return undefined;
    throw error;
  }
}

function isOperationError(error: unknown): boolean {
  return error instanceof Error && error.name === 'OperationError';
}
