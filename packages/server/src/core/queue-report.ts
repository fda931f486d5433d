import type { Heartbeat, PriorityQueue, QueueDevice } from '@fieldsync/protocol';

/** A phone and what it last said of itself. */
export interface ReportingDevice {
  readonly id: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly lastSeen: string;
  readonly heartbeat: Heartbeat | null;
  readonly heartbeatAt: string | null;
}

/** What is still on all phones, by what each last said. What none has said is null, never a guess. */
export function queueReport(devices: readonly ReportingDevice[], awaited: number): PriorityQueue {
  const rows = devices.map(rowOf);
  const heard = rows.flatMap((row) => (row.bands === null ? [] : [{ ...row, bands: row.bands }]));
  const sum = (value: (row: (typeof heard)[number]) => number): number =>
    heard.reduce((total, row) => total + value(row), 0);
  const bands = {
    critical: sum((row) => row.bands.critical),
    high: sum((row) => row.bands.high),
    normal: sum((row) => row.bands.normal),
    low: sum((row) => row.bands.low),
  };
  const oldest = heard.flatMap((row) => row.oldestCriticalAt ?? []).sort();
  const telling = heard.filter((row) => row.overridden !== null);
  return {
    stats: {
      total: bands.critical + bands.high + bands.normal + bands.low,
      bands,
      needsYou: sum((row) => row.needsYou ?? 0),
      oldestCriticalAt: oldest[0] ?? null,
      overridden:
        telling.length === 0 ? null : telling.reduce((total, row) => total + (row.overridden ?? 0), 0),
      averageScore: averageOf(heard),
      awaited,
      reporting: heard.length,
      devices: rows.length,
    },
    devices: rows,
  };
}

function rowOf({ id, user, lastSeen, heartbeat, heartbeatAt }: ReportingDevice): QueueDevice {
  const known = { id, user, lastContact: lastSeen, reportedAt: heartbeatAt };
  if (heartbeat === null)
    return {
      ...known,
      bands: null,
      needsYou: null,
      oldestCriticalAt: null,
      overridden: null,
      averageScore: null,
      estimatedMinutes: null,
    };
  const { critical, high, normal, low, needsYou } = heartbeat.queue;
  const left = critical + high + normal + low - needsYou;
  const pace = heartbeat.metrics?.averagePerformance.itemsPerMinute ?? 0;
  return {
    ...known,
    bands: { critical, high, normal, low },
    needsYou,
    oldestCriticalAt: heartbeat.oldestCriticalAt ?? null,
    overridden: heartbeat.overridden ?? null,
    averageScore: heartbeat.averageScore ?? null,
    estimatedMinutes: left <= 0 ? 0 : pace > 0 ? left / pace : null,
  };
}

/** Over all items whose phones say it, each counted once. */
function averageOf(
  rows: readonly { readonly bands: PriorityQueue['stats']['bands']; readonly averageScore: number | null }[],
): number | null {
  let items = 0;
  let sum = 0;
  for (const { bands, averageScore } of rows) {
    if (averageScore === null) continue;
    const count = bands.critical + bands.high + bands.normal + bands.low;
    items += count;
    sum += count * averageScore;
  }
  return items === 0 ? null : sum / items;
}
