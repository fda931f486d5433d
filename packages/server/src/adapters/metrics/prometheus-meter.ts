import type { Verdict } from '@fieldsync/protocol';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ExchangeOutcome, Meter } from '../../services/meter.ts';

/** What is asked at the moment of a scrape. */
export interface Readings {
  readonly gate: () => { readonly running: number; readonly waiting: number; readonly arrived: number };
  readonly viewers: () => number;
  /** Undefined for the embedded database, which has one connection. */
  readonly connections: () =>
    { readonly total: number; readonly idle: number; readonly waiting: number } | undefined;
  readonly office: () => Promise<{
    /** Devices that said more than an hour ago that critical records wait on them. */
    readonly holdingCritical: number;
  }>;
  /** Jobs by state; `stalled` are those that run and whose runner has not been heard of in time. */
  readonly jobs: () => Promise<Readonly<Record<string, number>>>;
}

/** From a local network to a body that takes a minute on EDGE, s. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Metrics in Prometheus' text. Each label has a handful of values: no account, device or record is among them. */
export class PrometheusMeter implements Meter {
  private readonly registry = new Registry();
  private readonly exchanges: Counter<'outcome'>;
  private readonly seconds: Histogram;
  private readonly operations: Counter<'verdict'>;

  constructor(readings: Readings) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.exchanges = new Counter({
      name: 'fieldsync_exchanges_total',
      help: 'Exchanges by how they ended.',
      labelNames: ['outcome'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'fieldsync_exchange_seconds',
      help: 'From the head of an exchange to its answer, with the time that its body took to arrive.',
      buckets: BUCKETS,
      registers,
    });
    this.operations = new Counter({
      name: 'fieldsync_operations_total',
      help: 'Operations by verdict.',
      labelNames: ['verdict'],
      registers,
    });
    for (const gauge of gauges(readings)) this.registry.registerMetric(gauge);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  exchange(outcome: ExchangeOutcome, seconds: number): void {
    this.exchanges.inc({ outcome });
    this.seconds.observe(seconds);
  }

  verdicts(statuses: readonly Verdict['status'][]): void {
    for (const verdict of statuses) this.operations.inc({ verdict });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}

function gauges(readings: Readings): readonly Gauge[] {
  const registers: Registry[] = [];
  return [
    new Gauge({
      name: 'fieldsync_exchange_gate',
      help: 'Exchanges by where they are: being worked on, waiting for their turn, and all that have arrived.',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(readings.gate())) this.set({ state }, count);
      },
    }),
    new Gauge({
      name: 'fieldsync_live_viewers',
      help: 'Open live lists.',
      registers,
      collect() {
        this.set(readings.viewers());
      },
    }),
    new Gauge({
      name: 'fieldsync_database_connections',
      help: 'Connections to Postgres, and callers that wait for one.',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(readings.connections() ?? {})) this.set({ state }, count);
      },
    }),
    new Gauge({
      name: 'fieldsync_devices_holding_critical',
      help: 'Devices that said more than an hour ago that critical records wait on them.',
      registers,
      async collect() {
        this.set((await readings.office()).holdingCritical);
      },
    }),
    new Gauge({
      name: 'fieldsync_jobs',
      help: 'What follows commits, by state. Stalled ones are among those that run.',
      labelNames: ['state'],
      registers,
      async collect() {
        for (const [state, count] of Object.entries(await readings.jobs())) this.set({ state }, count);
      },
    }),
  ] as readonly Gauge[];
}
