import type { PGlite } from '@electric-sql/pglite';
import { KEEPS_PLAN } from '../drizzle/queries/keeps-plan.ts';

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>;
type Send = (message: Uint8Array) => Promise<Messages>;

interface Kept {
  readonly name: string;
  /** What Postgres said when it read it. */
  readonly parsed: Messages;
  /** Which parameters it has. */
  described: Messages | undefined;
}

/** First bytes of messages to Postgres; four with the length follow. */
const [PARSE, BIND, DESCRIBE] = [...Buffer.from('PBD')];
const HEAD_BYTES = 5;
const STATEMENT = Buffer.from('S').at(0);
const BEGINNING = Buffer.from(KEEPS_PLAN);
/** Texts differ only where a part is there or not: some ten. More would be a text with something of the call in it. */
const MOST = 100;
/** `invalid_sql_statement_name`: somebody has had all of them forgotten. */
const UNKNOWN_STATEMENT = '26000';

/**
 * PGlite 0.5.16 has every statement read, described and planned anew each time. Those that say so are given a name, under which
 * Postgres keeps them with their plan, and what it answers to the first two of five messages is known from then on.
 */
export class KeptPlans {
  readonly #kept = new Map<string, Kept>();
  /** Names are given once: one that was forgotten here may be there still. */
  #named = 0;
  /** That of the query that is being asked: PGlite asks one at a time. */
  #current: Kept | undefined;

  /** One message of a query, or what to answer in place of it. */
  async exec(message: Uint8Array, send: Send): Promise<Messages> {
    const [kind] = message;
    if (kind === PARSE)
      return this.#parse(Buffer.from(message.buffer, message.byteOffset, message.byteLength), send);
    const current = this.#current;
    if (current === undefined) return send(message);
    if (kind === DESCRIBE && message[HEAD_BYTES] === STATEMENT)
      return (current.described ??= await send(describeOf(current.name)));
    return kind === BIND ? this.#bind(current.name, message, send) : send(message);
  }

  async #parse(message: Buffer, send: Send): Promise<Messages> {
    this.#current = undefined;
    const text = keptText(message);
    if (text === undefined) return send(message);
    const known = this.#kept.get(text);
    this.#current = known;
    if (known !== undefined) return known.parsed;
    if (this.#kept.size >= MOST) return send(message);
    this.#named += 1;
    const name = `fieldsync_${String(this.#named)}`;
    const kept = { name, parsed: await send(named(message, HEAD_BYTES, name)), described: undefined };
    this.#kept.set(text, kept);
    this.#current = kept;
    return kept.parsed;
  }

  async #bind(name: string, message: Uint8Array, send: Send): Promise<Messages> {
    try {
      /* The portal has no name and ends at once. */
      return await send(named(message, HEAD_BYTES + 1, name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === UNKNOWN_STATEMENT) this.#kept.clear();
      throw error;
    }
  }
}

/** The text of a statement without a name that says that it is to be kept. */
function keptText(message: Buffer): string | undefined {
  const from = HEAD_BYTES + 1;
  if (message[HEAD_BYTES] !== 0 || !message.subarray(from, from + BEGINNING.length).equals(BEGINNING))
    return undefined;
  const end = message.indexOf(0, from);
  /* Types that the caller names are part of what is read. */
  return message.readInt16BE(end + 1) === 0 ? message.toString('utf8', from, end) : undefined;
}

/** The same message with a name in place of the empty one that ends at `at`. */
function named(message: Uint8Array, at: number, name: string): Uint8Array {
  const bytes = Buffer.concat([message.subarray(0, at), Buffer.from(name), message.subarray(at)]);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

function describeOf(name: string): Uint8Array {
  const bytes = Buffer.from(`D\0\0\0\0S${name}\0`);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}
