import { heartbeatSchema, type DeviceSummary } from '@fieldsync/protocol';

/** Critical records that phones said they still hold. */
export interface OnTheWay {
  readonly count: number;
  readonly phones: number;
  /** The only one who holds any, if it is one. */
  readonly person: string | undefined;
  /** When the report was made that is the oldest of those it counts. */
  readonly reportedAt: Date;
}

/**
 * What the phones themselves last reported, and nothing beyond it: a phone that has not been heard since may hold more,
 * or may have sent them by another way.
 */
export function onTheWay(devices: readonly DeviceSummary[]): OnTheWay | undefined {
  const holding = devices.flatMap(({ user, lastContact, clockSkewMs, heartbeat }) => {
    const report = heartbeatSchema.safeParse(heartbeat).data;
    if (report === undefined || report.queue.critical === 0) return [];
    // The phone's own clock, set right by how wrong it was; a contact without a report is no report.
    const at = clockSkewMs === null ? Date.parse(lastContact) : Date.parse(report.clock) - clockSkewMs;
    return [{ person: user.name, at: new Date(at), critical: report.queue.critical }];
  });
  const [first] = holding.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (first === undefined) return undefined;
  return {
    count: holding.reduce((sum, { critical }) => sum + critical, 0),
    phones: holding.length,
    person: holding.length === 1 ? first.person : undefined,
    reportedAt: first.at,
  };
}
