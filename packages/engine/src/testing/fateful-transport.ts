import type { ExchangeRequest } from '@fieldsync/protocol';
import type { ExchangeOptions, ExchangeResult, ProbeResult, Transport } from '../ports.ts';
import { settled } from './manual-clock.ts';
import type { ModelOffice } from './model-office.ts';
import { whenItLeaves } from './when-it-leaves.ts';

/**
 * What becomes of one request.
 * - `slow`: the answer comes after that of the next one
 * - `late`: the phone gives up on it, and it reaches the office after the next one
 * - `dies`: the phone dies when the office has judged it, before it hears of that
 */
export const FATES = [
  'ok',
  'slow',
  'lost',
  'reply lost',
  'late',
  'dies',
  'internal',
  'portal',
  'signed out',
] as const;
export type Fate = (typeof FATES)[number];

/** The way to a model office, on which each request meets its fate in turn; without one it gets through. */
export class FatefulTransport implements Transport {
  readonly fates: Fate[] = [];
  readonly office: ModelOffice;
  #late: ExchangeRequest[] = [];
  #slow: (() => void)[] = [];

  constructor(office: ModelOffice) {
    this.office = office;
  }

  exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResult> {
    return whenItLeaves(options, () => this.#exchange(request));
  }

  #exchange(request: ExchangeRequest): Promise<ExchangeResult> {
    const asked = structuredClone(request);
    const figures = { rawBytes: 0, upBytes: 0, downBytes: 0, durationMs: 0 };
    const failed = (code: 'TIMEOUT' | 'INTERNAL' | 'PORTAL' | 'SIGNED_OUT'): Promise<ExchangeResult> =>
      Promise.resolve({ ok: false, code, message: code, figures });
    const fate = this.fates.shift() ?? 'ok';
    if (fate === 'lost') return failed('TIMEOUT');
    if (fate === 'internal') return failed('INTERNAL');
    if (fate === 'portal') return failed('PORTAL');
    if (fate === 'signed out') return failed('SIGNED_OUT');
    if (fate === 'late') {
      this.#late.push(asked);
      return failed('TIMEOUT');
    }
    const reply = structuredClone(this.office.exchange(asked));
    this.deliverLate();
    if (fate === 'reply lost') return failed('TIMEOUT');
    if (fate === 'dies') return new Promise(() => undefined);
    const overtaken = this.#slow;
    this.#slow = [];
    return new Promise((resolve) => {
      const answer = (): void => {
        resolve({ ok: true, reply, figures });
        for (const each of overtaken) each();
      };
      if (fate !== 'slow') return answer();
      this.#slow.push(answer);
      /* Nothing else is on the way: it comes by itself. */
      void settled().then(settled).then(answer);
    });
  }

  deliverLate(): void {
    const late = this.#late;
    this.#late = [];
    for (const request of late) this.office.exchange(request);
  }

  isCold(): boolean {
    return true;
  }

  isOffline(): boolean {
    return false;
  }

  probe(): Promise<ProbeResult> {
    return Promise.resolve({ ok: true, rttMs: 1 });
  }
}
