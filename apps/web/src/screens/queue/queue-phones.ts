import type { QueueDevice } from '@fieldsync/protocol';

export interface QueuePhones {
  /** Those that have said what is on them, the ones that need somebody first. */
  readonly reported: readonly QueueDevice[];
  /** Whose phones have not, and how many each has: nothing is known of what is on them [S7]. */
  readonly silent: readonly { readonly person: string; readonly phones: number }[];
}

const known = (device: QueueDevice): NonNullable<QueueDevice['bands']> & { readonly needsYou: number } => ({
  critical: 0,
  high: 0,
  normal: 0,
  low: 0,
  ...device.bands,
  needsYou: device.needsYou ?? 0,
});

/** Longest held critical record first, then whoever has most of what goes first. */
function byNeed(a: QueueDevice, b: QueueDevice): number {
  const [one, other] = [known(a), known(b)];
  const since = ({ oldestCriticalAt }: QueueDevice): number =>
    oldestCriticalAt === null ? Infinity : Date.parse(oldestCriticalAt);
  if (since(a) !== since(b)) return since(a) - since(b);
  for (const part of ['critical', 'needsYou', 'high', 'normal', 'low'] as const)
    if (one[part] !== other[part]) return other[part] - one[part];
  return a.user.name.localeCompare(b.user.name);
}

/** The phones of the queue page: what is not known takes one line, not a row of blanks for each phone. */
export function queuePhones(devices: readonly QueueDevice[]): QueuePhones {
  const silent = new Map<string, { person: string; phones: number }>();
  for (const { bands, user } of devices) {
    if (bands !== null) continue;
    const of = silent.get(user.id) ?? { person: user.name, phones: 0 };
    silent.set(user.id, { ...of, phones: of.phones + 1 });
  }
  return {
    reported: devices.filter(({ bands }) => bands !== null).sort(byNeed),
    silent: [...silent.values()].sort((a, b) => b.phones - a.phones || a.person.localeCompare(b.person)),
  };
}
