import { ByteSink } from './byte-sink.ts';
import { ByteSource } from './byte-source.ts';
import { Refusal } from './refusal.ts';

/** `columns`: the walk's values in byte columns, deflated by kind. `mixing`: the same walk, context mixing, arithmetic coder. */
export type Coder = 'columns' | 'mixing';

/** What a frame says of itself, readable without any state. */
export interface FrameHead {
  readonly coder: Coder;
  readonly primer: number;
  /** The chain's checksum before this message; 0: nothing but the primer came before. */
  readonly base: number;
  /** The chain's checksum after it. */
  readonly checksum: number;
}

/** The first byte: this in the high half, flags in the low one. No JSON text and no gzip or zlib stream begins so. */
const MARK = 0xd0;
const MIXING = 1;
const CHAINED = 2;

export function writeFrame(head: FrameHead, payload: Uint8Array): Uint8Array {
  const sink = new ByteSink();
  sink.push(MARK | (head.coder === 'mixing' ? MIXING : 0) | (head.base === 0 ? 0 : CHAINED));
  sink.push(head.primer);
  if (head.base !== 0) sink.uint32(head.base);
  sink.uint32(head.checksum);
  sink.append(payload);
  return sink.taken();
}

export interface Frame {
  readonly head: FrameHead;
  readonly payload: Uint8Array;
}

export function readFrame(frame: Uint8Array): Frame | undefined {
  const source = new ByteSource(frame);
  try {
    const mark = source.next();
    if ((mark & ~(MIXING | CHAINED)) !== MARK) return undefined;
    const primer = source.next();
    const base = (mark & CHAINED) === 0 ? 0 : source.uint32();
    // A frame that names base 0 at length would be a second spelling of one that names none.
    if ((mark & CHAINED) !== 0 && base === 0) return undefined;
    const checksum = source.uint32();
    const coder = (mark & MIXING) === 0 ? 'columns' : 'mixing';
    return { head: { coder, primer, base, checksum }, payload: source.take(source.left) };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** @returns undefined when it is not a frame */
export function readFrameHead(frame: Uint8Array): FrameHead | undefined {
  return readFrame(frame)?.head;
}
