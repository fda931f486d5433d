import { randomBytes } from 'node:crypto';
import type { ReportFacts } from './report-of.ts';
import { reportOf } from './report-of.ts';

export interface SentryReportsParts extends ReportFacts {
  /** `https://<key>@<host>/<project>`. */
  readonly dsn: string;
  readonly now: () => number;
  /** Told when reports stop getting through, and when they do again: once each. */
  readonly tell: (text: string) => void;
  readonly timeoutMs?: number;
}

/** In a minute: a server that fails on every request says the same all the time. */
const EACH_MINUTE = 30;
/** On their way at once; beyond that they are dropped, and counted. */
const ON_THE_WAY = 10;

/** Sends what somebody must look at to Sentry's envelope endpoint. Never waited for, never in the way, never an error itself. */
export class SentryReports {
  private readonly parts: SentryReportsParts;
  private readonly endpoint: string;
  private readonly auth: string;
  private readonly underWay = new Set<Promise<void>>();
  private minute = 0;
  private sent = 0;
  private dropped = 0;
  private silentUntil = 0;
  private failing = false;

  constructor(parts: SentryReportsParts) {
    const { protocol, host, username, pathname } = new URL(parts.dsn);
    const [, prefix = '', project = ''] = /^(.*)\/([^/]+)$/.exec(pathname) ?? [];
    this.parts = parts;
    this.endpoint = `${protocol}//${host}${prefix}/api/${project}/envelope/`;
    this.auth = `Sentry sentry_version=7, sentry_key=${username}, sentry_client=fieldsync/1.0`;
  }

  /** @param line one of the log */
  take(line: string): void {
    const report = reportOf(line, randomBytes(16).toString('hex'), this.parts);
    if (report === undefined) return;
    if (!this.hasRoom()) {
      this.dropped += 1;
      return;
    }
    const extra = this.dropped === 0 ? {} : { extra: { dropped_before: this.dropped } };
    this.dropped = 0;
    const sending = this.send({ ...report, ...extra }).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  /** Resolves when nothing is on its way any more; each is given up after its time. */
  async flush(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  private hasRoom(): boolean {
    const now = this.parts.now();
    if (now - this.minute >= 60_000) {
      this.minute = now;
      this.sent = 0;
    }
    if (now < this.silentUntil || this.sent >= EACH_MINUTE || this.underWay.size >= ON_THE_WAY) return false;
    this.sent += 1;
    return true;
  }

  private async send(report: Record<string, unknown>): Promise<void> {
    const { now, timeoutMs = 2_000 } = this.parts;
    const head = { event_id: report['event_id'], sent_at: new Date(now()).toISOString() };
    const body = [head, { type: 'event' }, report].map((part) => JSON.stringify(part)).join('\n');
    try {
      const reply = await fetch(this.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': this.auth },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      await reply.body?.cancel();
      const seconds = Number(reply.headers.get('retry-after') ?? 60);
      if (reply.status === 429) this.silentUntil = now() + (seconds > 0 ? seconds : 60) * 1_000;
      this.heard(reply.ok || reply.status === 429, `it answers ${String(reply.status)}`);
    } catch (error) {
      this.heard(false, error instanceof Error ? error.name : 'unknown');
    }
  }

  private heard(well: boolean, why: string): void {
    if (this.failing === !well) return;
    this.failing = !well;
    this.parts.tell(well ? 'errors are reported again' : `errors cannot be reported: ${why}`);
  }
}
