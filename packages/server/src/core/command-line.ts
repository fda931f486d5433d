import type { CommandLine, HoldReason } from '@fieldsync/protocol';
import { rulesThatHold } from './device-standing.ts';

/** One command as it is kept. Times are ISO 8601. */
export interface KeptCommand {
  readonly id: string;
  readonly kind: CommandLine['kind'];
  readonly by: string;
  readonly at: string;
  readonly doneAt: string | null;
  readonly withdrawnAt: string | null;
}

/** What became of a device's commands, newest first, by what it last said of itself. */
export function commandLines(
  commands: readonly KeptCommand[],
  report: { readonly holdReasons: readonly HoldReason[]; readonly at: string } | null,
): readonly CommandLine[] {
  const newest = commands.find(({ kind, doneAt }) => asksToSend(kind) && doneAt !== null);
  return commands.map((command) => {
    const { id, kind, by, at, doneAt, withdrawnAt } = command;
    // A device that had heard of it carries it out, whatever the office thought of it by then.
    const state = doneAt !== null ? 'done' : withdrawnAt !== null ? 'withdrawn' : 'waiting';
    return { id, kind, by, at, state, doneAt, heldBy: command === newest ? heldBy(doneAt, report) : [] };
  });
}

const asksToSend = (kind: CommandLine['kind']): boolean => kind === 'start' || kind === 'resume';

/** A report that is older than the command can still name a rule that stands; only the office's own pause may be over by then. */
function heldBy(doneAt: string | null, report: Parameters<typeof commandLines>[1]): HoldReason[] {
  if (report === null || doneAt === null) return [];
  const since = report.at >= doneAt;
  return rulesThatHold(report.holdReasons).filter((reason) => since || reason !== 'office');
}
