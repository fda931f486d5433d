/**
 * What a PIN makes: a key that wraps the one which seals the rows. PBKDF2 with 600,000 rounds of SHA-256 is what the
 * OWASP Password Storage Cheat Sheet asks for; the number is kept with each wrapping, so that it can rise.
 */
import { newKeyId, type WrappedKey } from './key-ring.ts';

export const PIN_ROUNDS = 600_000;

/** A new key under this PIN. Only the copy that cannot be read out leaves this function. */
export async function makePinKey(
  pin: string,
  rounds: number,
): Promise<{ readonly id: number; readonly wrapped: WrappedKey; readonly key: CryptoKey }> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const wrapping = await wrappingKey(pin, salt, rounds);
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const bytes = await crypto.subtle.wrapKey('raw', key, wrapping, { name: 'AES-GCM', iv: nonce });
  const wrapped = { salt, iterations: rounds, nonce, bytes };
  return { id: newKeyId(), wrapped, key: await unwrap(wrapping, wrapped) };
}

/** Undefined when the PIN is wrong. */
export async function openPinKey(pin: string, wrapped: WrappedKey): Promise<CryptoKey | undefined> {
  const wrapping = await wrappingKey(pin, wrapped.salt, wrapped.iterations);
  try {
    return await unwrap(wrapping, wrapped);
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return undefined;
    throw error;
  }
}

function unwrap(wrapping: CryptoKey, wrapped: WrappedKey): Promise<CryptoKey> {
  return crypto.subtle.unwrapKey(
    'raw',
    wrapped.bytes,
    wrapping,
    { name: 'AES-GCM', iv: wrapped.nonce },
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

async function wrappingKey(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}
