/** What a session of sending reads and writes on disk, one transaction a step, each behind the fencing token [S6]. */
import { DEFAULT_SETTINGS, ERROR_TABLE, uuidV7, type ErrorCode } from '@fieldsync/protocol';
import { askedWaitMs, backoffMs, LONGEST_WAIT_MS, SESSION_BACKOFF } from './core/backoff.ts';
import type { Blame } from './core/blame.ts';
import { observeCut, unproven, UNMEASURED_LINK } from './core/link-estimator.ts';
import { beginPace, narrowed, widened, type Pace } from './core/pace.ts';
import { NO_ITEMS } from './core/queue-counts.ts';
import { afterExchange, afterVerdicts, overLink } from './core/session-figures.ts';
import { cutShort, newSession, underWay } from './core/session-progress.ts';
import type { OutboxItem, SessionOutcome, SessionRow } from './core/stored.ts';
import type { DrainerPorts, DrainOptions } from './drainer-ports.ts';
import { giveBackMissing, readWalk } from './give-back.ts';
import { leavePage } from './leave-areas.ts';
import { keepSession, readLink } from './keep-session.ts';
import { StoreFullError, type ExchangeResult, type StoreWriter, type TransferFigures } from './ports.ts';
import { prepareExchange, urgentItems, type Preparation, type Prepared } from './prepare-exchange.ts';
import { readPolicy } from './read-policy.ts';
import { releaseBatch, settleExchange, unsendBatch, type Settled } from './settle-exchange.ts';
import { settleSuspects } from './settle-suspects.ts';

export type Failure = Extract<ExchangeResult, { ok: false }>;

/** A reply to one of this session's requests. */
export interface Answer {
  readonly prepared: Extract<Prepared, { do: 'send' }>;
  readonly result: Extract<ExchangeResult, { ok: true }>;
  /** See TransferSample. */
  readonly gapMs: number | undefined;
  /** See TransferSample. */
  readonly quick: boolean;
}

export type NextRequest = Omit<Preparation, 'now' | 'device' | 'appVersion' | 'storage' | 'itemBytes'>;

export interface Step {
  /** Undefined also when the reply does not speak of what was sent: then nothing was applied, and nothing begun. */
  readonly settled: Settled | undefined;
  readonly prepared: Prepared | undefined;
}

/** Longer than any wait for one answer, or a successor would think this drainer dead. */
const LEASE_MS = 60_000;
/** Fewer bytes than most items have. */
const SMALL_ITEM_BYTES = 600;
/** Failures after which the link, or the office, gets fewer requests at once. */
const TOO_MUCH: ReadonlySet<ErrorCode> = new Set(['TIMEOUT', 'BUSY', 'UNAVAILABLE']);

export class SessionBook {
  readonly #ports: DrainerPorts;
  readonly #trigger: string;
  #session: SessionRow | undefined;
  #token = 0;
  #storage: { readonly usedBytes: number; readonly quotaBytes: number } | undefined;
  /** JSON bytes of an item, as those of the last batch had them. */
  #itemBytes = SMALL_ITEM_BYTES;

  constructor(ports: DrainerPorts, trigger: string) {
    this.#ports = ports;
    this.#trigger = trigger;
  }

  get session(): SessionRow {
    if (this.#session === undefined) throw new Error('the session has not begun');
    return this.#session;
  }

  /**
   * Takes the fencing token and puts back what a killed drainer left behind.
   * @returns `givingBack`: something is to be put back in line for a restored office; `leaving`: copies are to go
   */
  async begin(): Promise<{
    readonly pace: Pace;
    readonly givingBack: boolean;
    readonly leaving: boolean;
  }> {
    const { store, clock, random } = this.#ports;
    /* Asked once: it is for the report, and takes as long as a transaction. */
    this.#storage = await this.#ports.storage();
    const now = clock.now();
    const id = uuidV7(now, random.bytes(10));
    return store.write(async (tx) => {
      const lease = await tx.getMeta('lease');
      this.#token = (lease?.token ?? 0) + 1;
      await tx.putMeta('lease', { token: this.#token, holder: id, expiresAt: now + LEASE_MS });
      await releaseBatch(tx, await tx.itemsIn({ state: 'sending', limit: 1_000_000 }));
      /* A page of a build that knows nothing of it may have put something in line before it [S5]. */
      await tx.deleteMeta('frontier');
      const died = await tx.getMeta('session');
      if (died?.endedAt === null) {
        const ended = cutShort(died, lease, now);
        await tx.putMeta('session', ended);
        await keepSession(tx, ended, now);
      }
      const counts = (await tx.getMeta('counts')) ?? NO_ITEMS;
      const power = await tx.getMeta('power');
      const session = newSession({ id, trigger: this.#trigger, now, counts, power });
      this.#session = overLink(session, await readLink(tx));
      const { maximumConcurrentOperations } = (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS;
      const link = await tx.getMeta('link');
      if (link !== undefined && this.#ports.transport.isCold())
        await tx.putMeta('link', { ...unproven(link), at: link.at });
      const { phase } = await readWalk(tx);
      return {
        pace: beginPace(maximumConcurrentOperations, link?.width),
        givingBack: phase !== 'done' && phase !== 'feed',
        leaving: ((await tx.getMeta('leaving')) ?? null) !== null,
      };
    });
  }

  /**
   * Settles an answer and chooses what goes next, in one transaction: a link that answers within 100 ms waits for the phone
   * otherwise, which has to reach its disk twice for each request.
   *
   * @param next what may go once this is settled; undefined: nothing
   */
  async step(
    answer: Answer | undefined,
    next: (settled: Settled | undefined) => NextRequest | undefined,
  ): Promise<Step | 'fenced'> {
    const before = this.session;
    try {
      return await this.#stepOnce(answer, next, false);
    } catch (error) {
      /* Verdicts make room, what comes in takes it. Together they would fail each time, and nothing would ever be done. */
      if (!(error instanceof StoreFullError) || answer === undefined) throw error;
      this.#session = before;
      return this.#stepOnce(answer, () => undefined, true);
    }
  }

  async #stepOnce(
    answer: Answer | undefined,
    next: (settled: Settled | undefined) => NextRequest | undefined,
    onlyVerdicts: boolean,
  ): Promise<Step | 'fenced'> {
    return this.#ports.store.write(async (tx) => {
      /* A drainer that was thought dead must not settle what its successor has taken over [S6]. */
      if (!(await this.#mine(tx))) return 'fenced';
      const settled = answer === undefined ? undefined : await this.#settle(tx, answer, onlyVerdicts);
      if (answer !== undefined && settled === undefined) return { settled, prepared: undefined };
      const request = next(settled);
      const prepared = request === undefined ? undefined : await this.#prepare(tx, request);
      /* One that neither sends nor has sent is no session on the screen: it would never be seen to end. */
      if (settled !== undefined || prepared?.do === 'send') await tx.putMeta('session', this.session);
      return { settled, prepared };
    });
  }

  async #prepare(tx: StoreWriter, request: NextRequest): Promise<Prepared> {
    const { clock, device, appVersion } = this.#ports;
    const now = clock.now();
    const prepared = await prepareExchange(tx, {
      ...request,
      now,
      device,
      appVersion,
      storage: this.#storage,
      itemBytes: this.#itemBytes,
    });
    if (prepared.do !== 'send') return prepared;
    const { batch } = prepared;
    if (batch.length > 0)
      this.#itemBytes = batch.reduce((sum, item) => sum + item.sizeBytes, 0) / batch.length;
    this.#session = underWay(this.session, {
      counts: (await tx.getMeta('counts')) ?? NO_ITEMS,
      batch,
      batchBytes: prepared.limits.bytes,
      link: prepared.link,
      now,
    });
    await tx.putMeta('lease', { token: this.#token, holder: this.session.id, expiresAt: now + LEASE_MS });
    return prepared;
  }

  count(figures: TransferFigures): void {
    this.#session = afterExchange(this.session, figures, this.#ports.clock.now());
  }

  noteError(code: ErrorCode): void {
    this.#session = { ...this.session, errors: [...this.session.errors, code].slice(-20) };
  }

  /** @returns undefined when the reply does not speak of what was sent: nothing was applied */
  async #settle(tx: StoreWriter, answer: Answer, onlyVerdicts: boolean): Promise<Settled | undefined> {
    const { clock, random } = this.#ports;
    const { prepared, result, gapMs, quick } = answer;
    const { request } = prepared;
    const settled = await settleExchange(tx, {
      batch: prepared.batch,
      operations: request.operations ?? [],
      cursor: request.cursor,
      reply: result.reply,
      sample: { ...result.figures, quick, ...(gapMs === undefined ? {} : { gapMs }) },
      doneCommands: request.done ?? [],
      listened: request.wantBytes !== 0,
      onlyVerdicts,
      heartbeatDigest: prepared.digest,
      now: clock.now(),
      roll: random.roll(),
      newId: this.#newId,
    });
    if (settled === undefined) return undefined;
    const { acknowledged, kept, changes } = settled;
    this.#session = afterVerdicts(this.session, {
      acknowledged: acknowledged.length,
      acknowledgedCritical: acknowledged.filter((item) => item.lane === 'critical').length,
      refused: kept.filter(({ status }) => status === 'rejected' || status === 'conflict').length,
      changes,
      now: clock.now(),
    });
    return settled;
  }

  readonly #newId = (): string => uuidV7(this.#ports.clock.now(), this.#ports.random.bytes(10));

  /**
   * Puts back in line what a restored office has lost, a page a transaction. Where the phone is full it stops, and goes on
   * with the next session.
   */
  async giveBack(): Promise<void> {
    const { store, clock, emit } = this.#ports;
    for (let more = true; more;) {
      try {
        more = await store.write(
          async (tx) =>
            (await this.#mine(tx)) && giveBackMissing(tx, { now: clock.now(), newId: this.#newId }),
        );
      } catch (error) {
        if (!(error instanceof StoreFullError)) throw error;
        return;
      }
    }
    const { count } = (await store.read((tx) => tx.getMeta('givenBack'))) ?? { count: 0 };
    if (count > 0) emit('changes:applied', { count });
  }

  /** Takes copies out of areas that were taken away off the phone, a page a transaction. */
  async leave(): Promise<void> {
    try {
      for (let more = true; more;)
        more = await this.#ports.store.write(async (tx) => (await this.#mine(tx)) && leavePage(tx));
    } catch (error) {
      /* Until there is room nothing is fetched; what is here is sent. */
      if (!(error instanceof StoreFullError)) throw error;
    }
    this.#ports.emit('changes:applied', { count: 1 });
  }

  /** The batch of a request that failed goes back in line. */
  async release(batch: readonly OutboxItem[]): Promise<void> {
    await this.#ports.store.write(async (tx) => {
      if (await this.#mine(tx)) await releaseBatch(tx, batch);
    });
  }

  /** That of a request which was made and did not leave. */
  async unsend(batch: readonly OutboxItem[]): Promise<void> {
    await this.#ports.store.write(async (tx) => {
      if (await this.#mine(tx)) await unsendBatch(tx, batch);
    });
  }

  /**
   * Whether it is still what should go next: nobody has paused or taken back consent meanwhile, no rule holds it, and nothing
   * critical has come [P1, S4].
   */
  async isCurrent(
    { batch, stayed }: Answer['prepared'],
    { manual, ignoreBackoff }: Pick<DrainOptions, 'manual' | 'ignoreBackoff'>,
  ): Promise<boolean> {
    return this.#ports.store.read(
      async (tx) => {
        const policy = await readPolicy(tx, this.#ports.clock.now(), manual ?? false, ignoreBackoff);
        const mayGo = batch.every(
          ({ lane, chainScore }) => policy.lanes.includes(lane) && chainScore >= policy.minimumScore,
        );
        return mayGo && (await urgentItems(tx, batch)).every(({ id }) => stayed.has(id));
      },
      { once: true },
    );
  }

  /** Backoff for the whole engine, or a pause until a person acts. Items stay as they are. */
  async holdUp(failure: Failure): Promise<void> {
    const { store, clock, random, emit } = this.#ports;
    const { recovery } = ERROR_TABLE[failure.code];
    await store.write(async (tx) => {
      if (!(await this.#mine(tx))) return;
      const now = clock.now();
      const failures = (await tx.getMeta('failures')) ?? 0;
      await tx.putMeta('failures', failures + 1);
      await tx.putMeta('lastFailure', { code: failure.code, message: failure.message, at: now });
      const reason = recovery === 'sign-in' ? 'auth' : recovery === 'update-app' ? 'update' : undefined;
      if (reason !== undefined) {
        const pauses = ((await tx.getMeta('pauses')) ?? []).filter((pause) => pause.reason !== reason);
        await tx.putMeta('pauses', [...pauses, { reason, since: now }]);
        return;
      }
      const ownMs = 500 + backoffMs(failures, random.roll(), SESSION_BACKOFF);
      await tx.putMeta(
        'notBefore',
        now +
          Math.min(LONGEST_WAIT_MS, Math.max(askedWaitMs(failure.retryAfterMs ?? 0, random.roll()), ownMs)),
      );
      await tx.putMeta('link', { ...(await this.#linkAfter(tx, failure, failures)), at: now });
    });
    if (recovery === 'sign-in') emit('auth:required', {});
  }

  async #linkAfter(tx: StoreWriter, failure: Failure, failures: number) {
    const link = (await tx.getMeta('link')) ?? UNMEASURED_LINK;
    const { maximumConcurrentOperations } = (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS;
    const { width } = beginPace(maximumConcurrentOperations, link.width);
    const narrower = TOO_MUCH.has(failure.code) ? { ...link, width: narrowed(width) } : link;
    const isNetwork = ERROR_TABLE[failure.code].class === 'network';
    return failures > 0 && isNetwork ? observeCut(narrower, failure.figures) : narrower;
  }

  async end(outcome: SessionOutcome, blame: Blame): Promise<void> {
    const { store, clock, random, emit } = this.#ports;
    const ended = await store.write(async (tx) => {
      const session: SessionRow = {
        ...this.session,
        endedAt: clock.now(),
        outcome,
        current: null,
        batteryAtEnd: (await tx.getMeta('power'))?.level ?? null,
      };
      if (!(await this.#mine(tx))) return session;
      const now = clock.now();
      const link = await tx.getMeta('link');
      if (outcome === 'done' && link?.width !== undefined)
        await tx.putMeta('link', { ...link, width: widened(link.width) });
      const shelved = await settleSuspects(tx, blame, { now, roll: () => random.roll() });
      const settled: SessionRow = { ...session, failed: session.failed + shelved };
      await tx.putMeta('session', settled);
      await keepSession(tx, settled, now);
      return settled;
    });
    emit('session:ended', ended);
  }

  async #mine(tx: StoreWriter): Promise<boolean> {
    return (await tx.getMeta('lease'))?.token === this.#token;
  }
}
