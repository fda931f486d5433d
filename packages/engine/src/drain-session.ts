/**
 * One run of sending: keeps a few requests on the way, settles each answer as it comes, and goes on until nothing is left,
 * the link is lost, the policy says no, or time is up.
 *
 * Each request is prepared and each answer settled in a transaction of its own, one after the other; only the waiting for
 * the network overlaps. No record is in two requests at once: what is on the way is `sending` on disk, and whatever comes
 * after it on the same record is passed over until it is answered [S2].
 */
import { ERROR_TABLE } from '@fieldsync/protocol';
import {
  afterAnswer,
  afterFailure,
  isBarren,
  mayBeTheItem,
  NO_BLAME,
  wantsLastProof,
  type Blame,
} from './core/blame.ts';
import { observeRatio, type LinkEstimate } from './core/link-estimator.ts';
import {
  afterReply,
  beginPace,
  nextRequest,
  openingMs,
  replyTimeoutMs,
  type OnTheWay,
  type Pace,
} from './core/pace.ts';
import type { SessionOutcome } from './core/stored.ts';
import type { DrainerPorts, DrainOptions, DrainOutcome } from './drainer-ports.ts';
import type { ExchangeResult } from './ports.ts';
import type { Prepared } from './prepare-exchange.ts';
import { SessionBook, type Failure } from './session-book.ts';
import type { Settled } from './settle-exchange.ts';

type Prepare = Extract<Prepared, { do: 'send' }>;

/** One request on the way. */
interface Flight {
  readonly prepared: Prepare;
  /** Place in the session, from 1. */
  readonly place: number;
  /** Body bytes: an estimate until the body is made. */
  bytes: number;
  /** When the last answer before its own came, ms since 1970; undefined while it was the first to be waited for. */
  lastReplyAt: number | undefined;
  readonly landed: Promise<{ readonly flight: Flight; readonly result: ExchangeResult }>;
}

/** JSON of an exchange beside its operations, about. */
const ENVELOPE_BYTES = 400;

export class DrainSession {
  readonly #ports: DrainerPorts;
  readonly #options: DrainOptions;
  readonly #book: SessionBook;
  readonly #flights = new Set<Flight>();
  #pace: Pace = beginPace(1, undefined);
  #blame: Blame = NO_BLAME;
  #launched = 0;
  /** By when the connection of the first request should be there, ms since 1970. */
  #openAt = 0;
  /** An exchange is wanted even with nothing to send. */
  #pull: boolean;
  /** No heartbeat with what follows: a request failed that may have failed for what is in it. */
  #bare = false;
  /** Something left while others were on the way, so no report could say what stays on the phone. */
  #unreported = false;
  /** Why nothing more is begun. */
  #ending: Failure | undefined;
  #lastFailure: Failure | undefined;
  /** Requests that had been launched when a batch last failed. */
  #failedAt = 0;
  #fenced = false;
  /** Compressed size / JSON size of the last body, known before its answer. */
  #ratio: number | undefined;

  constructor(ports: DrainerPorts, options: DrainOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#pull = options.pull ?? false;
    this.#book = new SessionBook(ports, options.trigger);
  }

  async run(): Promise<DrainOutcome> {
    /* Nothing is prepared that cannot leave: items would be marked as known to the office, and later edits not fold into them. */
    if (this.#ports.transport.isOffline()) return 'lost';
    this.#pace = await this.#book.begin();
    const outcome = await this.#drain();
    if (this.#ending !== undefined && !this.#fenced) await this.#book.holdUp(this.#ending);
    if (this.#launched === 0) return outcome === 'held' ? 'held' : 'idle';
    await this.#book.end(outcome, this.#blame);
    return outcome;
  }

  async #drain(): Promise<SessionOutcome> {
    for (;;) {
      const step = this.#mayBegin() ? await this.#launch() : 'ended';
      if (this.#fenced) return 'stopped';
      if (step === 'launched') continue;
      if (this.#flights.size > 0) {
        await this.#land();
        continue;
      }
      if (step === 'held') return 'held';
      if (step === 'ended') return this.#endedBy();
      /* Nothing is left that may go, and nothing is on the way that could change that. */
      if (!wantsLastProof(this.#blame)) return 'done';
      this.#blame = { ...this.#blame, proofDue: true };
    }
  }

  #mayBegin(): boolean {
    const { signal, deadline = Infinity } = this.#options;
    if (this.#ports.transport.isOffline()) return false;
    return this.#ending === undefined && !signal.aborted && this.#ports.clock.now() < deadline;
  }

  #endedBy(): SessionOutcome {
    if (this.#ending === undefined) return this.#ports.transport.isOffline() ? 'lost' : 'stopped';
    const { recovery } = ERROR_TABLE[this.#ending.code];
    return recovery === 'sign-in' || recovery === 'update-app' ? 'held' : 'lost';
  }

  get #onTheWay(): OnTheWay {
    let bytes = 0;
    for (const flight of this.#flights) bytes += flight.bytes;
    return { requests: this.#flights.size, bytes };
  }

  /** The first request is on the way, perhaps on a connection that is still being made. */
  get #opening(): boolean {
    return this.#launched === 1 && this.#ports.clock.now() < this.#openAt;
  }

  /** While it is not known whom to blame for a failure, one request at a time asks. */
  get #alone(): boolean {
    const { split, proofDue, suspects } = this.#blame;
    return split !== undefined || proofDue || suspects.some((suspect) => !suspect.answered);
  }

  #room(link: LinkEstimate): ReturnType<typeof nextRequest> {
    const onTheWay = this.#onTheWay;
    if (onTheWay.requests > 0 && (this.#alone || this.#opening)) return undefined;
    return nextRequest({
      pace: this.#pace,
      link: this.#ratio === undefined ? link : { ...link, ratio: this.#ratio },
      onTheWay,
      first: this.#launched === 0,
      split: this.#blame.split,
    });
  }

  async #launch(): Promise<'launched' | 'wait' | 'nothing' | 'held'> {
    const crowded = this.#flights.size > 0;
    const prepared = await this.#book.prepare({
      first: this.#launched === 0,
      pull: this.#pull && !crowded,
      listen: ![...this.#flights].some(({ prepared: other }) => other.request.wantBytes !== 0),
      report: this.#unreported && !crowded,
      manual: this.#options.manual ?? false,
      ignoreBackoff: this.#options.ignoreBackoff ?? false,
      room: (link) => this.#room(link),
      proof: this.#blame.proofDue,
      bare: this.#bare,
      trusted: this.#blame.taken > 0,
      skip: new Set(this.#blame.suspects.map((suspect) => suspect.item.id)),
    });
    if (prepared === 'fenced') {
      this.#fenced = true;
      return 'nothing';
    }
    if (prepared.do === 'wait') return 'wait';
    if (prepared.do === 'stop') {
      if (crowded) return 'nothing';
      const held = prepared.policy.lanes.length === 0;
      if (held || !wantsLastProof(this.#blame))
        this.#ports.emit('hold:changed', { reasons: prepared.policy.holds.map((hold) => hold.reason) });
      return held ? 'held' : 'nothing';
    }
    if (prepared.digest !== undefined || this.#bare) this.#unreported = false;
    else if (crowded) this.#unreported = true;
    if (this.#launched === 0) this.#ports.emit('session:started', this.#book.session);
    if (!crowded) this.#pull = false;
    this.#fly(prepared);
    return 'launched';
  }

  #fly(prepared: Prepare): void {
    this.#launched += 1;
    const { transport } = this.#ports;
    if (this.#launched === 1 && transport.isCold())
      this.#openAt = this.#ports.clock.now() + openingMs(prepared.link);
    const ratio = this.#ratio ?? prepared.link.ratio;
    const bytes = ratio * prepared.batch.reduce((sum, item) => sum + item.sizeBytes, ENVELOPE_BYTES);
    const flight: Flight = {
      prepared,
      place: this.#launched,
      bytes,
      lastReplyAt: undefined,
      landed: transport
        .exchange(prepared.request, {
          signal: this.#options.signal,
          timeoutMs: replyTimeoutMs(prepared.link, this.#onTheWay.bytes + bytes),
          goodputBytesPerSecond: prepared.link.goodputBytesPerSecond,
          encoded: (sizes) => {
            flight.bytes = sizes.upBytes;
            this.#ratio = observeRatio({ ...prepared.link, ratio: this.#ratio ?? ratio }, sizes);
          },
        })
        .then((result) => ({ flight, result })),
    };
    this.#flights.add(flight);
  }

  async #land(): Promise<void> {
    const landing = await this.#nextLanding();
    if (landing === undefined) return;
    const { flight, result } = landing;
    this.#flights.delete(flight);
    this.#openAt = 0;
    this.#ports.observe(result);
    const now = this.#ports.clock.now();
    const gapMs = flight.lastReplyAt === undefined ? undefined : now - flight.lastReplyAt;
    for (const other of this.#flights) other.lastReplyAt = now;
    this.#book.count(result.figures);
    if (!result.ok) return this.#failed(flight, result);
    const settled = await this.#book.settle(flight.prepared, result, gapMs);
    if (settled === 'fenced') {
      this.#fenced = true;
      return;
    }
    if (settled === undefined)
      return this.#failed(flight, {
        ok: false,
        code: 'BROKEN_REPLY',
        message: 'The reply does not speak of what was sent',
        figures: result.figures,
      });
    await this.#answered(flight, result, settled);
  }

  /** The next answer; undefined when another request may go before it. */
  async #nextLanding(): Promise<{ readonly flight: Flight; readonly result: ExchangeResult } | undefined> {
    const landings = [...this.#flights].map(({ landed }) => landed);
    if (!this.#opening) return Promise.race(landings);
    const answered = new AbortController();
    const { clock } = this.#ports;
    const open = clock.sleep(this.#openAt - clock.now(), answered.signal).then(() => undefined);
    try {
      return await Promise.race([...landings, open]);
    } finally {
      answered.abort();
    }
  }

  async #answered(
    flight: Flight,
    result: Extract<ExchangeResult, { ok: true }>,
    settled: Settled,
  ): Promise<void> {
    this.#announce(settled);
    this.#pace = afterReply(this.#pace, result.figures);
    /* More that brings nothing would go on for ever. */
    if ((result.reply.more === true && settled.changes > 0) || settled.commands.length > 0) this.#pull = true;
    const { split } = this.#blame;
    const blame = afterAnswer(this.#blame, settled.acknowledged.length);
    /* What left before a batch failed says nothing of how much may go again. */
    this.#blame = flight.place <= this.#failedAt ? { ...blame, split } : blame;
    if (isBarren(this.#blame) && this.#lastFailure !== undefined) this.#ending ??= this.#lastFailure;
  }

  #announce(settled: Settled): void {
    const { emit } = this.#ports;
    for (const item of settled.acknowledged)
      emit('item:judged', { recordId: item.recordId, itemId: item.id, status: 'applied' });
    for (const { item, status } of settled.kept)
      emit('item:judged', { recordId: item.recordId, itemId: item.id, status });
    if (settled.changes > 0) emit('changes:applied', { count: settled.changes });
    emit('session:progressed', this.#book.session);
  }

  /** What comes of a failed exchange is a lookup by its code. */
  async #failed(flight: Flight, failure: Failure): Promise<void> {
    const { batch } = flight.prepared;
    await this.#book.release(batch);
    /* Stopped from here: that says nothing of the link. Nor do further failures of what was on the way together. */
    if (this.#options.signal.aborted) return;
    this.#book.noteError(failure.code);
    if (batch.length === 0 || !mayBeTheItem(failure.code)) {
      this.#ending ??= failure;
      return;
    }
    this.#bare = true;
    this.#lastFailure = failure;
    this.#failedAt = this.#launched;
    this.#blame = afterFailure(this.#blame, batch, failure);
    if (isBarren(this.#blame)) this.#blame = { ...this.#blame, proofDue: true };
  }
}
