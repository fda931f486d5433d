import type { LinkProfile, LinkShaper } from '../link-shaper.ts';

/** As in the benchmarks of the peers: 20 s of signal in a minute. */
const UP_MS = 20_000;
const DOWN_MS = 40_000;

/** `windows`: signal comes and goes; `steady`: it comes and stays. */
export type SignalSchedule = 'windows' | 'steady';

export interface WindowPhone {
  setOffline(offline: boolean): Promise<void>;
}

export interface Signal {
  /** ms since 1970 at which it came. */
  readonly startMs: number;
  /** The link stays as it is from here on. */
  stop(): void;
}

/** The phone sits in a dead spot: offline, and no connection left. */
export async function closeLink(link: LinkShaper, phone: WindowPhone): Promise<void> {
  await phone.setOffline(true);
  link.cut();
}

/**
 * Opens the link now, and with it comes the browser's `online` event. Nothing is warm: each connection was reset while the
 * browser was offline.
 */
export function openLink(
  link: LinkShaper,
  phone: WindowPhone,
  options: { readonly profile: LinkProfile; readonly schedule: SignalSchedule },
): Signal {
  link.setProfile(options.profile);
  link.resetStats();
  return reopenLink(link, phone, options.schedule);
}

/** The next windows after one that was cut by hand; what was counted so far stays. */
export function reopenLink(link: LinkShaper, phone: WindowPhone, schedule: SignalSchedule): Signal {
  const startMs = performance.timeOrigin + performance.now();
  if (schedule === 'steady') {
    link.restore();
    void phone.setOffline(false);
    return { startMs, stop: () => {} };
  }
  const windows = link.windows(UP_MS, DOWN_MS, {
    onPhase: ({ phase }) => {
      if (phase === 'open') void phone.setOffline(false);
      else if (phase === 'cut') void phone.setOffline(true);
    },
  });
  return { startMs, stop: () => windows.stop() };
}
