import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { exchangeReplySchema, exchangeRequestSchema } from '../exchange.ts';
import { MixingState } from './mixing-state.ts';
import { PRIMER_BASE64 } from './primer-data.ts';
import { PRIMER_ID, readPrimer } from './primer.ts';

/** The first chain of a process reads the primer: 7 s were seen where 20 other processes wanted the two cores. */
vi.setConfig({ testTimeout: 60_000 });

/** What primer 1 says. A change of this line is a change of the wire: the primer gets a new number, and the old one goes. */
const FROZEN = { id: 1, sha256: 'f0844ac8da3c91b03c18879e44bbf1592fdbf43edf459c294c2ea6da9e0d4a71' };

const messages = readPrimer(new MixingState(), PRIMER_BASE64);

describe('the primer', () => {
  it('is the text that its number stands for', () => {
    const sha256 = createHash('sha256').update(JSON.stringify(messages)).digest('hex');
    expect({ id: PRIMER_ID, sha256 }).toEqual(FROZEN);
  });

  it('is made of messages of this protocol', () => {
    for (const message of messages) {
      const reply = (message as { data?: unknown }).data;
      if (reply === undefined) expect(exchangeRequestSchema.parse(message)).toEqual(message);
      else expect(exchangeReplySchema.parse(reply)).toEqual(reply);
    }
    expect(messages.length).toBeGreaterThan(3);
  });

  it('costs a page no more than 17 KB of text', () => {
    expect(PRIMER_BASE64.length).toBeLessThan(17_000);
  });
});
