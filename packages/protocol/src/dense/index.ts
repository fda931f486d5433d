/** The dense form of a message: what both sides must read alike, byte for byte. Apart from the rest, because it is large. */
export type { Deflater } from './deflater.ts';
export { beginChain, LoneMessages } from './dense-chain.ts';
export type { DenseBounds, DenseChain, DenseResult } from './dense-chain.ts';
export { readFrameHead } from './frame.ts';
export type { Coder, FrameHead } from './frame.ts';
export { PRIMER_ID } from './primer.ts';
export type { RefusalReason } from './refusal.ts';
