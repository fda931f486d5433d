/**
 * One session of sending: take the lock, then prepare, exchange, settle until nothing is left, the link is lost, the
 * policy says no, or time is up. Killed anywhere it loses nothing: what was begun is on disk as `sending`, and the next
 * drainer sends it again under the same ids [S1, S6].
 */
import { ERROR_TABLE, uuidV7, type DeviceId } from '@fieldsync/protocol';
import { backoffMs, LONGEST_WAIT_MS, SESSION_BACKOFF } from './core/backoff.ts';
import {
  afterAnswer,
  afterFailure,
  isBarren,
  mayBeTheItem,
  NO_BLAME,
  wantsLastProof,
  type Blame,
} from './core/blame.ts';
import { observeCut, UNMEASURED_LINK } from './core/link-estimator.ts';
import { NO_ITEMS } from './core/queue-counts.ts';
import { cutShort, newSession, underWay } from './core/session-progress.ts';
import type { SyncEvents } from './events.ts';
import {
  StoreFullError,
  type Clock,
  type DrainLock,
  type EngineStore,
  type ExchangeResult,
  type Random,
  type Transport,
} from './ports.ts';
import { prepareExchange, type Prepared } from './prepare-exchange.ts';
import { releaseBatch, settleExchange, type Settled } from './settle-exchange.ts';
import { settleSuspects } from './settle-suspects.ts';
import type { OutboxItem, SessionOutcome, SessionRow } from './core/stored.ts';

export interface DrainerPorts {
  readonly store: EngineStore;
  readonly transport: Transport;
  readonly lock: DrainLock;
  readonly clock: Clock;
  readonly random: Random;
  readonly device: DeviceId;
  readonly appVersion: string;
  readonly storage: () => Promise<{ usedBytes: number; quotaBytes: number } | undefined>;
  readonly emit: <Name extends keyof SyncEvents>(name: Name, event: SyncEvents[Name]) => void;
  /** Told of each exchange's outcome, so that connectivity is judged by real traffic. */
  readonly observe: (result: ExchangeResult) => void;
}

export interface DrainOptions {
  readonly trigger: string;
  /** A person asked: backoff does not hold it up. */
  readonly manual?: boolean;
  /** The caller paces itself: a sync event has only its 180 s. */
  readonly ignoreBackoff?: boolean;
  /** Ask for changes even with nothing to send. */
  readonly pull?: boolean;
  /** Wait for the lock rather than leave the work to whoever holds it. */
  readonly wait?: boolean;
  /** Begin no further request after this, ms since 1970. */
  readonly deadline?: number;
  readonly signal: AbortSignal;
}

export type DrainOutcome = SessionOutcome | 'busy' | 'idle';

type Prepare = Extract<Prepared, { do: 'send' }>;

/** Longest wait for one reply. A slower link gets smaller batches, not longer waits. */
const EXCHANGE_TIMEOUT_MS = 45_000;
const LEASE_MS = 60_000;

interface Run {
  session: SessionRow;
  token: number;
  first: boolean;
  pull: boolean;
  /** No heartbeat with what follows: a request failed that may have failed for what is in it. */
  bare: boolean;
  blame: Blame;
  lastFailure: Failure | undefined;
  readonly options: DrainOptions;
}

type Next = 'go-on' | SessionOutcome;
type Failure = Extract<ExchangeResult, { ok: false }>;

export class Drainer {
  readonly #ports: DrainerPorts;

  constructor(ports: DrainerPorts) {
    this.#ports = ports;
  }

  async drain(options: DrainOptions): Promise<DrainOutcome> {
    const { lock } = this.#ports;
    return lock.hold({ wait: options.wait ?? false, signal: options.signal }, () => this.#holding(options));
  }

  async #holding(options: DrainOptions): Promise<DrainOutcome> {
    const run = await this.#begin(options);
    let outcome: SessionOutcome = 'stopped';
    let exchanged = false;
    while (!options.signal.aborted && this.#ports.clock.now() < (options.deadline ?? Infinity)) {
      const prepared = await this.#prepare(run);
      if (prepared === 'fenced') break;
      if (prepared.do === 'stop' && prepared.policy.lanes.length > 0 && wantsLastProof(run.blame)) {
        run.blame = { ...run.blame, proofDue: true };
        continue;
      }
      if (prepared.do === 'stop') {
        outcome = prepared.policy.lanes.length === 0 ? 'held' : 'done';
        this.#ports.emit('hold:changed', { reasons: prepared.policy.holds.map((hold) => hold.reason) });
        break;
      }
      if (!exchanged) this.#ports.emit('session:started', run.session);
      exchanged = true;
      const next = await this.#exchange(run, prepared);
      if (next !== 'go-on') {
        outcome = next;
        break;
      }
    }
    if (!exchanged) return outcome === 'held' ? 'held' : 'idle';
    await this.#end(run, outcome);
    return outcome;
  }

  /** Takes the fencing token and puts back what a killed drainer left behind. */
  async #begin(options: DrainOptions): Promise<Run> {
    const { store, clock, random } = this.#ports;
    const now = clock.now();
    const id = uuidV7(now, random.bytes(10));
    return store.write(async (tx) => {
      const lease = await tx.getMeta('lease');
      const token = (lease?.token ?? 0) + 1;
      await tx.putMeta('lease', { token, holder: id, expiresAt: now + LEASE_MS });
      await releaseBatch(tx, await tx.itemsIn({ state: 'sending', limit: 1_000_000 }));
      const died = await tx.getMeta('session');
      if (died?.endedAt === null) {
        const ended = cutShort(died, lease, now);
        await tx.putMeta('session', ended);
        await tx.putSession(ended);
      }
      const counts = (await tx.getMeta('counts')) ?? NO_ITEMS;
      const power = await tx.getMeta('power');
      const session = newSession({ id, trigger: options.trigger, now, counts, power });
      return {
        session,
        token,
        first: true,
        pull: options.pull ?? false,
        bare: false,
        blame: NO_BLAME,
        lastFailure: undefined,
        options,
      };
    });
  }

  async #prepare(run: Run): Promise<Prepared | 'fenced'> {
    const { store, clock, device, appVersion } = this.#ports;
    const storage = await this.#ports.storage();
    return store.write(async (tx) => {
      if ((await tx.getMeta('lease'))?.token !== run.token) return 'fenced';
      const now = clock.now();
      const prepared = await prepareExchange(tx, {
        now,
        device,
        appVersion,
        storage,
        first: run.first,
        pull: run.pull,
        manual: run.options.manual ?? false,
        ignoreBackoff: run.options.ignoreBackoff ?? false,
        split: run.blame.split,
        proof: run.blame.proofDue,
        bare: run.bare,
        trusted: run.blame.taken > 0,
        skip: new Set(run.blame.suspects.map((suspect) => suspect.item.id)),
      });
      if (prepared.do === 'send') {
        run.session = underWay(run.session, {
          counts: (await tx.getMeta('counts')) ?? NO_ITEMS,
          batch: prepared.batch,
          batchBytes: prepared.limits.bytes,
          link: (await tx.getMeta('link')) ?? UNMEASURED_LINK,
          now,
        });
        await tx.putMeta('lease', { token: run.token, holder: run.session.id, expiresAt: now + LEASE_MS });
        await tx.putMeta('session', run.session);
      }
      return prepared;
    });
  }

  async #exchange(run: Run, prepared: Prepare): Promise<Next> {
    const { transport } = this.#ports;
    const result = await transport.exchange(prepared.request, {
      signal: run.options.signal,
      timeoutMs: EXCHANGE_TIMEOUT_MS,
      goodputBytesPerSecond: prepared.link.goodputBytesPerSecond,
    });
    this.#ports.observe(result);
    run.session = {
      ...run.session,
      requests: run.session.requests + 1,
      rawBytes: run.session.rawBytes + result.figures.rawBytes,
      wireBytes: run.session.wireBytes + result.figures.upBytes + result.figures.downBytes,
    };
    run.first = false;
    if (!result.ok) return this.#failed(run, prepared, result);
    const settled = await this.#settle(run, prepared, result);
    if (settled === 'fenced') return 'stopped';
    if (settled === undefined) {
      return this.#failed(run, prepared, {
        ok: false,
        code: 'BROKEN_REPLY',
        message: 'The reply does not speak of what was sent',
        figures: result.figures,
      });
    }
    this.#announce(run, settled);
    /* More that brings nothing would go on for ever. */
    run.pull = (result.reply.more === true && settled.changes > 0) || settled.commands.length > 0;
    run.blame = afterAnswer(run.blame, settled.acknowledged.length);
    if (!isBarren(run.blame) || run.lastFailure === undefined) return 'go-on';
    await this.#holdUp(run, run.lastFailure);
    return 'lost';
  }

  async #settle(
    run: Run,
    prepared: Prepare,
    result: Extract<ExchangeResult, { ok: true }>,
  ): Promise<Settled | 'fenced' | undefined> {
    try {
      return await this.#apply(run, prepared, result, false);
    } catch (error) {
      /* Verdicts make room, what comes in takes it. Together they would fail each time, and nothing would ever be done. */
      if (!(error instanceof StoreFullError)) throw error;
      return this.#apply(run, prepared, result, true);
    }
  }

  async #apply(
    run: Run,
    prepared: Prepare,
    result: Extract<ExchangeResult, { ok: true }>,
    onlyVerdicts: boolean,
  ): Promise<Settled | 'fenced' | undefined> {
    const { store, clock, random } = this.#ports;
    return store.write(async (tx) => {
      /* A drainer that was thought dead must not settle what its successor has taken over [S6]. */
      if ((await tx.getMeta('lease'))?.token !== run.token) return 'fenced';
      const settled = await settleExchange(tx, {
        batch: prepared.batch,
        operations: prepared.request.operations ?? [],
        cursor: prepared.request.cursor,
        reply: result.reply,
        figures: result.figures,
        doneCommands: prepared.request.done ?? [],
        onlyVerdicts,
        heartbeatDigest: prepared.digest,
        now: clock.now(),
        roll: random.roll(),
      });
      if (settled === undefined) return undefined;
      const critical = (items: readonly OutboxItem[]): number =>
        items.filter((item) => item.lane === 'critical').length;
      run.session = {
        ...run.session,
        completed: run.session.completed + settled.acknowledged.length,
        failed:
          run.session.failed +
          settled.kept.filter(({ status }) => status === 'rejected' || status === 'conflict').length,
        criticalCompleted: run.session.criticalCompleted + critical(settled.acknowledged),
      };
      await tx.putMeta('session', run.session);
      return settled;
    });
  }

  #announce(run: Run, settled: Settled): void {
    const { emit } = this.#ports;
    for (const item of settled.acknowledged)
      emit('item:judged', { recordId: item.recordId, itemId: item.id, status: 'applied' });
    for (const { item, status } of settled.kept)
      emit('item:judged', { recordId: item.recordId, itemId: item.id, status });
    if (settled.changes > 0) emit('changes:applied', { count: settled.changes });
    emit('session:progressed', run.session);
  }

  /** What comes of a failed exchange is a lookup by its code. */
  async #failed(run: Run, prepared: Prepare, result: Failure): Promise<Next> {
    const { recovery } = ERROR_TABLE[result.code];
    await this.#ports.store.write(async (tx) => {
      if ((await tx.getMeta('lease'))?.token === run.token) await releaseBatch(tx, prepared.batch);
    });
    /* Stopped from here: that says nothing of the link. */
    if (run.options.signal.aborted) return 'stopped';
    run.session = { ...run.session, errors: [...run.session.errors, result.code].slice(-20) };
    if (prepared.batch.length > 0 && mayBeTheItem(result.code)) {
      run.bare = true;
      run.lastFailure = result;
      run.blame = afterFailure(run.blame, prepared.batch, result);
      if (isBarren(run.blame)) run.blame = { ...run.blame, proofDue: true };
      return 'go-on';
    }
    await this.#holdUp(run, result);
    return recovery === 'sign-in' || recovery === 'update-app' ? 'held' : 'lost';
  }

  /** Backoff for the whole engine, or a pause until a person acts. Items stay as they are. */
  async #holdUp(run: Run, result: Failure): Promise<void> {
    const { store, clock, random, emit } = this.#ports;
    const { recovery } = ERROR_TABLE[result.code];
    await store.write(async (tx) => {
      if ((await tx.getMeta('lease'))?.token !== run.token) return;
      const now = clock.now();
      const failures = (await tx.getMeta('failures')) ?? 0;
      await tx.putMeta('failures', failures + 1);
      await tx.putMeta('lastFailure', { code: result.code, message: result.message, at: now });
      const reason = recovery === 'sign-in' ? 'auth' : recovery === 'update-app' ? 'update' : undefined;
      if (reason === undefined) {
        const waitMs = Math.max(
          result.retryAfterMs ?? 0,
          500 + backoffMs(failures, random.roll(), SESSION_BACKOFF),
        );
        await tx.putMeta('notBefore', now + Math.min(LONGEST_WAIT_MS, waitMs));
        const link = await tx.getMeta('link');
        if (failures > 0 && ERROR_TABLE[result.code].class === 'network')
          await tx.putMeta('link', { ...observeCut(link ?? UNMEASURED_LINK, result.figures), at: now });
      } else {
        const pauses = ((await tx.getMeta('pauses')) ?? []).filter((pause) => pause.reason !== reason);
        await tx.putMeta('pauses', [...pauses, { reason, since: now }]);
      }
    });
    if (recovery === 'sign-in') emit('auth:required', {});
  }

  async #end(run: Run, outcome: SessionOutcome): Promise<void> {
    const { store, clock, random, emit } = this.#ports;
    const ended = await store.write(async (tx) => {
      const session: SessionRow = {
        ...run.session,
        endedAt: clock.now(),
        outcome,
        current: null,
        batteryAtEnd: (await tx.getMeta('power'))?.level ?? null,
      };
      if ((await tx.getMeta('lease'))?.token !== run.token) return session;
      const now = clock.now();
      const shelved = await settleSuspects(tx, run.blame, { now, roll: () => random.roll() });
      const settled: SessionRow = { ...session, failed: session.failed + shelved };
      await tx.putMeta('session', settled);
      await tx.putSession(settled);
      return settled;
    });
    emit('session:ended', ended);
  }
}
