import type { LinkClock } from './link-clock.ts';
import { windowMoment } from './link-windows.ts';
import type { WindowMoment, WindowSchedule } from './link-windows.ts';

/** Signal that comes and goes by itself until it is stopped; stopping leaves the link as it is. */
export interface LinkWindows {
  stop(): void;
}

/** Enters the schedule's phases one after the other, the first one before this returns. */
export function driveWindows(
  schedule: WindowSchedule,
  clock: LinkClock,
  enter: (moment: WindowMoment) => void,
): LinkWindows {
  const startMs = clock.nowMs();
  let cancel = () => {};
  const step = (elapsedMs: number) => {
    const moment = windowMoment(schedule, elapsedMs);
    // The next phase is counted from the schedule, so that late timers do not add up over the windows.
    cancel = clock.at(startMs + moment.untilMs, () => step(moment.untilMs));
    enter(moment);
  };
  step(0);
  return { stop: () => cancel() };
}
