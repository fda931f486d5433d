/**
 * One phone's way to the office: windows of signal, latency, requests and replies lost, requests delivered twice and
 * late, portals, refusals. What was delivered is judged even when nobody waits for the answer any more.
 */
import type { ErrorCode, ExchangeRequest } from '@fieldsync/protocol';
import {
  whenItLeaves,
  type ExchangeResult,
  type ProbeResult,
  type Transport,
} from '@fieldsync/engine/testing';
import { CALM, type Faults } from './faults.ts';
import type { Life } from './mortal.ts';
import type { Rng } from './rng.ts';
import type { Person, SimOffice } from './sim-office.ts';
import type { VirtualTime } from './virtual-time.ts';

const FIGURES = { rawBytes: 2_000, upBytes: 500, downBytes: 200, durationMs: 300 };

export class SimLink {
  up = true;
  faults: Faults;
  signedIn = true;
  /** Requests of this phone that somebody is waiting for. */
  readonly onTheWay = new Set<ExchangeRequest>();
  onRequest: (request: ExchangeRequest) => void = () => undefined;
  onRecovered: () => void = () => undefined;
  readonly #time: VirtualTime;
  readonly #rng: Rng;

  constructor(time: VirtualTime, rng: Rng, faults: Faults) {
    this.#time = time;
    this.#rng = rng;
    this.faults = faults;
  }

  get rng(): Rng {
    return this.#rng;
  }

  /** Signal comes and goes until the world heals. */
  flap(): void {
    const span = ([low, high]: readonly [number, number]): number => low + this.#rng.roll() * (high - low);
    const next = (): void => {
      if (this.faults === CALM) return;
      this.up = !this.up;
      if (this.up) this.onRecovered();
      this.#time.after(span(this.up ? this.faults.upMs : this.faults.downMs), next);
    };
    this.#time.after(span(this.faults.upMs), next);
  }

  heal(): void {
    this.faults = CALM;
    this.up = true;
    this.signedIn = true;
    this.onRecovered();
  }

  latency(): number {
    const [low, high] = this.faults.latencyMs;
    return low + this.#rng.roll() * (high - low);
  }
}

export function transportOver(
  link: SimLink,
  office: SimOffice,
  person: Person,
  life: Life,
  time: VirtualTime,
): Transport {
  const fail = (code: ErrorCode, downBytes = 0, retryAfterMs?: number): ExchangeResult => ({
    ok: false,
    code,
    message: code,
    figures: { ...FIGURES, downBytes },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

  async function judged(request: ExchangeRequest): Promise<ExchangeResult> {
    const { faults, rng } = link;
    if (rng.chance(faults.signedOut)) link.signedIn = false;
    if (!link.signedIn) return fail('SIGNED_OUT', 50);
    if (rng.chance(faults.busy)) return fail('BUSY', 50, 2_000);
    /* Half of the server's failures come after the commit. */
    const broken = rng.chance(faults.serverError);
    if (broken && rng.chance(0.5)) return fail('INTERNAL', 50);
    const reply = await office.exchange(structuredClone(request), person, time.now());
    return broken ? fail('INTERNAL', 50) : { ok: true, reply: structuredClone(reply), figures: FIGURES };
  }

  return {
    exchange: (request, options) => whenItLeaves(options, () => send(request, options)),
    /* A phone in a dead spot mostly thinks that it has a network. */
    isOffline: () => false,
    isCold: () => true,
    probe: () =>
      Promise.resolve<ProbeResult>(link.up ? { ok: true, rttMs: 100 } : { ok: false, code: 'UNREACHABLE' }),
  };

  function send(request: ExchangeRequest, { timeoutMs }: { timeoutMs: number }): Promise<ExchangeResult> {
    return new Promise<ExchangeResult>((resolve) => {
      const { faults, rng } = link;
      link.onRequest(request);
      link.onTheWay.add(request);
      let open = true;
      const answer = (result: ExchangeResult): void => {
        if (!open) return;
        open = false;
        forget();
        link.onTheWay.delete(request);
        /* Nobody is there any more to hear it. */
        if (life.alive) resolve(result);
      };
      const forget = life.onEnd(() => {
        answer(fail('TIMEOUT'));
      });
      time.after(timeoutMs, () => {
        answer(fail('TIMEOUT'));
      });
      if (!link.up) {
        time.after(50, () => {
          answer(fail('UNREACHABLE'));
        });
        return;
      }
      if (rng.chance(faults.portal)) {
        time.after(link.latency(), () => {
          answer(fail('PORTAL'));
        });
        return;
      }
      const deliver = (reported: boolean): void => {
        void judged(request).then((result) => {
          if (!reported || rng.chance(link.faults.replyLost)) return;
          time.after(link.latency(), () => {
            if (link.up) answer(result);
          });
        });
      };
      if (!rng.chance(faults.requestLost)) {
        time.after(link.latency(), () => {
          deliver(true);
        });
      }
      if (rng.chance(faults.duplicated)) {
        const { restores } = office;
        time.after(link.latency() + rng.roll() * 90_000, () => {
          /* No connection outlives the process that it led to. */
          if (office.restores === restores) deliver(false);
        });
      }
    });
  }
}
