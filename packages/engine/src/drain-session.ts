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
  bytesPerSecondFor,
  isFull,
  mayLeave,
  nextRequest,
  replyTimeoutMs,
  type OnTheWay,
  type Pace,
} from './core/pace.ts';
import type { SessionOutcome } from './core/stored.ts';
import type { DrainerPorts, DrainOptions, DrainOutcome } from './drainer-ports.ts';
import type { ExchangeResult } from './ports.ts';
import type { Prepared } from './prepare-exchange.ts';
import { SessionBook, type Answer, type Failure, type NextRequest } from './session-book.ts';
import type { Settled } from './settle-exchange.ts';

type Prepare = Extract<Prepared, { do: 'send' }>;
type Success = Extract<ExchangeResult, { ok: true }>;

/** What answers change. */
interface Standing {
  readonly pace: Pace;
  readonly blame: Blame;
  /** An exchange is wanted even with nothing to send. */
  readonly pull: boolean;
  /** Why nothing more is begun. */
  readonly ending: Failure | undefined;
}

/** One request on the way. */
interface Flight {
  readonly prepared: Prepare;
  /** Place in the session, from 1. */
  readonly place: number;
  /** Body bytes: an estimate until the body is made. */
  bytes: number;
  /** When the last answer before its own came, ms since 1970; undefined while it was the first to be waited for. */
  lastReplyAt: number | undefined;
  /** Written for a link that answers at once. */
  readonly quick: boolean;
  readonly landed: Promise<{ readonly flight: Flight; readonly result: ExchangeResult }>;
}

/** A request that is made already, and leaves the moment there is room. */
interface Ready {
  readonly flight: Flight;
  readonly leave: (leaves: boolean) => void;
}

/** JSON of an exchange beside its operations, about. */
const ENVELOPE_BYTES = 400;

export class DrainSession {
  readonly #ports: DrainerPorts;
  readonly #options: DrainOptions;
  readonly #book: SessionBook;
  readonly #flights = new Set<Flight>();
  #ready: Ready | undefined;
  /** Answered, and not settled yet. */
  #answered: { readonly flight: Flight; readonly answer: Answer } | undefined;
  #standing: Standing;
  #launched = 0;
  /** No heartbeat with what follows: a request failed that may have failed for what is in it. */
  #bare = false;
  /** Something left while others were on the way, so no report could say what stays on the phone. */
  #unreported = false;
  #lastFailure: Failure | undefined;
  /** Requests that had been launched when a batch last failed. */
  #failedAt = 0;
  #fenced = false;
  /** Compressed size / JSON size of the last body, known before its answer. */
  #ratio: number | undefined;

  constructor(ports: DrainerPorts, options: DrainOptions) {
    this.#ports = ports;
    this.#options = options;
    const pull = options.pull ?? false;
    this.#standing = { pace: beginPace(1, undefined), blame: NO_BLAME, pull, ending: undefined };
    this.#book = new SessionBook(ports, options.trigger);
  }

  async run(): Promise<DrainOutcome> {
    /* Nothing is prepared that cannot leave: items would be marked as known to the office, and later edits not fold into them. */
    if (this.#ports.transport.isOffline()) return 'lost';
    const { pace, givingBack, leaving } = await this.#book.begin();
    this.#change({ pace });
    if (leaving) await this.#book.leave();
    if (givingBack) await this.#book.giveBack();
    /* Also where the disk fails: the body would wait for ever, and those behind it rest on one that the office never got. */
    const outcome = await this.#drain().finally(() => this.#ready?.leave(false));
    const { ending, blame } = this.#standing;
    if (ending !== undefined && !this.#fenced) await this.#book.holdUp(ending);
    if (this.#launched === 0) return outcome === 'held' ? 'held' : 'idle';
    await this.#book.end(outcome, blame);
    return outcome;
  }

  #change(standing: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...standing };
  }

  async #drain(): Promise<SessionOutcome> {
    for (;;) {
      await this.#depart();
      const step = await this.#step();
      if (this.#fenced) return 'stopped';
      if (step === 'again') continue;
      if (this.#flights.size > 0) {
        await this.#land();
        continue;
      }
      if (step === 'held') return 'held';
      if (step === 'ended') return this.#endedBy();
      /* Nothing is left that may go, and nothing is on the way that could change that. */
      const { blame } = this.#standing;
      if (!wantsLastProof(blame)) return 'done';
      this.#change({ blame: { ...blame, proofDue: true } });
    }
  }

  #mayBegin(standing: Standing): boolean {
    const { signal, deadline = Infinity } = this.#options;
    if (this.#ports.transport.isOffline()) return false;
    return standing.ending === undefined && !signal.aborted && this.#ports.clock.now() < deadline;
  }

  #endedBy(): SessionOutcome {
    const { ending } = this.#standing;
    if (ending === undefined) return this.#ports.transport.isOffline() ? 'lost' : 'stopped';
    const { recovery } = ERROR_TABLE[ending.code];
    return recovery === 'sign-in' || recovery === 'update-app' ? 'held' : 'lost';
  }

  get #onTheWay(): OnTheWay {
    let bytes = 0;
    for (const flight of this.#flights) bytes += flight.bytes;
    return { requests: this.#flights.size, bytes };
  }

  /**
   * What the next request has to fit beside; undefined: none is to be made now. While the link is full one is made ahead,
   * for when the oldest on the way is answered: on 3G a phone takes a third of a round trip to choose and write it.
   */
  #beside({ pace, blame }: Standing): { readonly onTheWay: OnTheWay; readonly ahead: boolean } | undefined {
    const { split, proofDue, suspects } = blame;
    const onTheWay = this.#onTheWay;
    /* While it is not known whom to blame for a failure, one request at a time asks. */
    const alone = split !== undefined || proofDue || suspects.some((suspect) => !suspect.answered);
    if (this.#ready !== undefined || (alone && onTheWay.requests > 0)) return undefined;
    if (!isFull(pace, onTheWay)) return { onTheWay, ahead: false };
    const [oldest] = this.#flights;
    const bytes = onTheWay.bytes - (oldest?.bytes ?? 0);
    return { onTheWay: { requests: onTheWay.requests - 1, bytes }, ahead: true };
  }

  /** Lets go what was made ahead, where there is room now. */
  async #depart(): Promise<void> {
    const ready = this.#ready;
    if (ready === undefined) return;
    /* As the answer that is not settled yet leaves it. What was written for a link that answered at once is several times what
       may be lost on one that does not [S8]. */
    const figures = this.#answered?.answer.result.figures;
    const pace = figures === undefined ? this.#standing.pace : afterReply(this.#standing.pace, figures);
    const fits = pace.quick || !ready.flight.quick;
    if (!fits || !this.#mayBegin(this.#standing)) return this.#drop();
    /* Nothing else could leave either: each look is a transaction, and the answer that comes meanwhile waits for it. */
    if (isFull(pace, this.#onTheWay)) return;
    if (!(await this.#book.isCurrent(ready.flight.prepared, this.#options))) return this.#drop();
    if (!mayLeave(pace, this.#onTheWay, ready.flight.bytes)) return;
    this.#ready = undefined;
    this.#flights.add(ready.flight);
    ready.leave(true);
  }

  /** What was made ahead does not leave: something has changed that it knew nothing of. */
  async #drop(): Promise<void> {
    const ready = this.#ready;
    if (ready === undefined) return;
    this.#ready = undefined;
    ready.leave(false);
    await this.#book.unsend(ready.flight.prepared.batch);
  }

  /** Settles what was answered, and begins what may go now. */
  async #step(): Promise<'again' | 'wait' | 'nothing' | 'held' | 'ended'> {
    const answered = this.#answered;
    this.#answered = undefined;
    if (answered === undefined && !this.#mayBegin(this.#standing)) return 'ended';
    /* Not worth a transaction: it would wait for the one before it, and the next answer for both. */
    if (answered === undefined && this.#beside(this.#standing) === undefined) return 'wait';
    const after = (settled: Settled | undefined): Standing =>
      answered === undefined || settled === undefined
        ? this.#standing
        : this.#afterAnswer(answered.flight, answered.answer.result, settled);
    let ahead = false;
    const step = await this.#book.step(answered?.answer, (settled) => {
      /* What is to be given back may be more urgent than all that would be chosen now [S4]. */
      if (settled?.walked === true || settled?.leaving === true) return undefined;
      const standing = after(settled);
      const beside = this.#beside(standing);
      ahead = beside?.ahead === true;
      return this.#mayBegin(standing) ? this.#nextRequest(standing, beside?.onTheWay) : undefined;
    });
    if (step === 'fenced') {
      this.#fenced = true;
      return 'nothing';
    }
    if (answered !== undefined) {
      if (step.settled === undefined) {
        const { figures } = answered.answer.result;
        const message = 'The reply does not speak of what was sent';
        await this.#failed(answered.flight, { ok: false, code: 'BROKEN_REPLY', message, figures });
        return 'again';
      }
      this.#standing = after(step.settled);
      this.#announce(step.settled);
      if (step.settled.leaving) await this.#book.leave();
      if (step.settled.walked) await this.#book.giveBack();
    }
    if (step.prepared !== undefined) return this.#launch(step.prepared, ahead);
    return this.#mayBegin(this.#standing) ? 'again' : 'ended';
  }

  #nextRequest({ pace, blame, pull }: Standing, beside: OnTheWay | undefined): NextRequest {
    const crowded = this.#flights.size > 0;
    const room = (link: LinkEstimate): ReturnType<typeof nextRequest> =>
      beside === undefined
        ? undefined
        : nextRequest({
            pace,
            link: this.#ratio === undefined ? link : { ...link, ratio: this.#ratio },
            onTheWay: beside,
            first: this.#launched === 0,
            split: blame.split,
          });
    return {
      first: this.#launched === 0,
      pull: pull && !crowded,
      listen: ![...this.#flights].some(({ prepared }) => prepared.request.wantBytes !== 0),
      report: this.#unreported && !crowded,
      manual: this.#options.manual ?? false,
      ignoreBackoff: this.#options.ignoreBackoff ?? false,
      room,
      proof: blame.proofDue,
      bare: this.#bare,
      trusted: blame.taken > 0,
      skip: new Set(blame.suspects.map((suspect) => suspect.item.id)),
    };
  }

  #launch(prepared: Prepared, ahead: boolean): 'again' | 'wait' | 'nothing' | 'held' {
    const crowded = this.#flights.size > 0;
    if (prepared.do === 'wait') return 'wait';
    if (prepared.do === 'stop') {
      if (crowded) return 'nothing';
      const held = prepared.policy.lanes.length === 0;
      if (held || !wantsLastProof(this.#standing.blame))
        this.#ports.emit('hold:changed', { reasons: prepared.policy.holds.map((hold) => hold.reason) });
      return held ? 'held' : 'nothing';
    }
    if (prepared.digest !== undefined || this.#bare) this.#unreported = false;
    else if (crowded) this.#unreported = true;
    if (this.#launched === 0) this.#ports.emit('session:started', this.#book.session);
    if (!crowded) this.#change({ pull: false });
    this.#fly(prepared, ahead);
    return 'again';
  }

  #fly(prepared: Prepare, ahead: boolean): void {
    this.#launched += 1;
    const { transport } = this.#ports;
    const ratio = this.#ratio ?? prepared.link.ratio;
    const bytes = ratio * prepared.batch.reduce((sum, item) => sum + item.sizeBytes, ENVELOPE_BYTES);
    let leave: Ready['leave'] = () => undefined;
    const leaving = new Promise<boolean>((resolve) => {
      leave = resolve;
    });
    const flight: Flight = {
      prepared,
      place: this.#launched,
      bytes,
      lastReplyAt: undefined,
      quick: this.#standing.pace.quick,
      landed: transport
        .exchange(prepared.request, {
          signal: this.#options.signal,
          timeoutMs: replyTimeoutMs(prepared.link, this.#onTheWay.bytes + bytes),
          goodputBytesPerSecond: bytesPerSecondFor(this.#standing.pace, prepared.link),
          ...(ahead ? { leave: leaving } : {}),
          encoded: (sizes) => {
            flight.bytes = sizes.upBytes;
            this.#ratio = observeRatio({ ...prepared.link, ratio: this.#ratio ?? ratio }, sizes);
          },
        })
        .then((result) => ({ flight, result })),
    };
    if (ahead) this.#ready = { flight, leave };
    else this.#flights.add(flight);
  }

  async #land(): Promise<void> {
    const { flight, result } = await Promise.race([...this.#flights].map(({ landed }) => landed));
    this.#flights.delete(flight);
    this.#ports.observe(result);
    const now = this.#ports.clock.now();
    const gapMs = flight.lastReplyAt === undefined ? undefined : now - flight.lastReplyAt;
    for (const other of this.#flights) other.lastReplyAt = now;
    this.#book.count(result.figures);
    if (!result.ok) return this.#failed(flight, result);
    this.#answered = { flight, answer: { prepared: flight.prepared, result, gapMs, quick: flight.quick } };
  }

  /** Pure: a transaction that fails is tried again, and what it had changed here would count twice. */
  #afterAnswer(flight: Flight, { reply, figures }: Success, settled: Settled): Standing {
    const { pace, pull, ending } = this.#standing;
    const { split } = this.#standing.blame;
    /* More that brings nothing, from the same place, would go on for ever. */
    const more =
      (reply.more === true && (settled.changes > 0 || settled.moved)) ||
      settled.commands.length > 0 ||
      settled.overtaken;
    const after = afterAnswer(this.#standing.blame, settled.acknowledged.length);
    /* What left before a batch failed says nothing of how much may go again. */
    const blame = flight.place <= this.#failedAt ? { ...after, split } : after;
    const givenUp = isBarren(blame) ? this.#lastFailure : undefined;
    return { pace: afterReply(pace, figures), blame, pull: pull || more, ending: ending ?? givenUp };
  }

  #announce(settled: Settled): void {
    const { emit } = this.#ports;
    for (const item of settled.acknowledged)
      emit('item:judged', { recordId: item.recordId, itemId: item.id, status: 'applied' });
    for (const { item, status } of settled.kept)
      emit('item:judged', { recordId: item.recordId, itemId: item.id, status });
    for (const { id, recordId } of settled.decided) emit('conflict:decided', { recordId, itemId: id });
    if (settled.changes > 0) emit('changes:applied', { count: settled.changes });
    if (settled.reordering) this.#ports.reordering();
    emit('session:progressed', this.#book.session);
  }

  /** What comes of a failed exchange is a lookup by its code. */
  async #failed(flight: Flight, failure: Failure): Promise<void> {
    const { batch } = flight.prepared;
    await this.#drop();
    await this.#book.release(batch);
    /* Stopped from here: that says nothing of the link. Nor do further failures of what was on the way together. */
    if (this.#options.signal.aborted) return;
    this.#book.noteError(failure.code);
    if (batch.length === 0 || !mayBeTheItem(failure.code)) {
      this.#change({ ending: this.#standing.ending ?? failure });
      return;
    }
    this.#bare = true;
    this.#lastFailure = failure;
    this.#failedAt = this.#launched;
    const blame = afterFailure(this.#standing.blame, batch, failure);
    this.#change({ blame: isBarren(blame) ? { ...blame, proofDue: true } : blame });
  }
}
