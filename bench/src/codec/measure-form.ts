import type { Operation } from '@fieldsync/protocol';
import type { ByteForm, Run } from './byte-forms.ts';

/** A request as the engine writes it. */
export function requestOf(operations: readonly Operation[]): unknown {
  return {
    v: 1,
    device: '01a09e66-255a-790c-88e2-9da1ff75c72b',
    cursor: 'm2x7pq1c.1234',
    config: 3,
    operations,
    wantBytes: 8_192,
  };
}

export interface Figures {
  readonly bytes: number;
  /** CPU of this process, ms an item. */
  readonly encodeMs: number;
  readonly decodeMs: number;
}

/** Encodes all in batches of `size`, decodes them, and sees that they came back. */
export function measureBatches(form: ByteForm, operations: readonly Operation[], size: number): Figures {
  let run: Run = form.begin();
  let bytes = 0;
  let encodeMs = 0;
  let decodeMs = 0;
  for (let from = 0; from < operations.length; from += size) {
    const request = requestOf(operations.slice(from, from + size));
    if (form.independent && from > 0) run = form.begin();
    const began = cpuMs();
    const frame = run.encode(request);
    const encoded = cpuMs();
    const value = run.decode(frame);
    decodeMs += cpuMs() - encoded;
    encodeMs += encoded - began;
    bytes += frame.length;
    if (JSON.stringify(value) !== JSON.stringify(request)) throw new Error(`${form.name} lost something`);
  }
  const per = operations.length;
  return { bytes, encodeMs: encodeMs / per, decodeMs: decodeMs / per };
}

/** How many of the first items go into so many bytes in one request. */
export function itemsWithin(form: ByteForm, operations: readonly Operation[], bytes: number): number {
  let fits = 0;
  for (let step = 128; step >= 1; step /= 2) {
    const count = Math.min(fits + step, operations.length);
    if (form.begin().encode(requestOf(operations.slice(0, count))).length <= bytes) fits = count;
  }
  return fits;
}

/** Bytes of requests with one item each: the mean and the largest of every n-th. */
export function singles(
  form: ByteForm,
  operations: readonly Operation[],
  every: number,
): { readonly mean: number; readonly largest: number } {
  const sizes = operations
    .filter((_, index) => index % every === 0)
    .map((operation) => form.begin().encode(requestOf([operation])).length);
  return { mean: sizes.reduce((sum, size) => sum + size, 0) / sizes.length, largest: Math.max(...sizes) };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
