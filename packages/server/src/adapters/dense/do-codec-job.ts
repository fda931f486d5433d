import { limits } from '@fieldsync/protocol/limits';
import { beginChain, LoneMessages, readFrameHead } from '@fieldsync/protocol/dense';
import type { ChainBook } from './chain-book.ts';
import type { CodecDone, CodecJob } from './codec-job.ts';
import { zlibDeflater } from './zlib-deflater.ts';

const replies = new LoneMessages(zlibDeflater);

type Done = Omit<CodecDone, 'chains'>;

/** What the codec thread does with one job. */
export function doCodecJob(job: CodecJob, book: ChainBook, now: number): CodecDone {
  try {
    return { ...work(job, book, now), chains: book.fullness };
  } catch (error) {
    /* Its chain was taken out of the book and is not put back; everybody else's goes on. */
    return { refused: 'unreadable', fault: String(error), chains: book.fullness };
  }
}

function work(job: CodecJob, book: ChainBook, now: number): Done {
  switch (job.do) {
    case 'warm':
      beginChain('columns', zlibDeflater);
      beginChain('mixing', zlibDeflater);
      return {};
    case 'decode':
      return decode(job, book, now);
    case 'encode':
      return { frame: Uint8Array.from(replies.encode(job.coder, JSON.parse(job.json))) };
  }
}

function decode(
  { account, frame, maxBytes }: Extract<CodecJob, { do: 'decode' }>,
  book: ChainBook,
  now: number,
): Done {
  const head = readFrameHead(frame);
  if (head === undefined) return { refused: 'unreadable' };
  const chain =
    head.base === 0 ? beginChain(head.coder, zlibDeflater) : book.take(account, head.coder, head.base);
  if (chain === undefined) return { refused: 'unknown-base' };
  const read = chain.decode(frame, { maxBytes, maxDepth: limits.jsonDepth });
  if (!read.ok) return { refused: read.reason === 'too-large' ? 'too-large' : 'unreadable' };
  book.put(account, chain, now);
  /* As text, so that from here on a dense body is judged by the very code that judges every other one. */
  return { json: Uint8Array.from(read.json) };
}
