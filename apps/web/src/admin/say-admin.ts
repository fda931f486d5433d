import type { JobPage, WebhookLine } from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';

const figureIn = (words: Words) => (value: number) => new Intl.NumberFormat(words.locale).format(value);

/** The sentence that answers the page: what was given up, what hangs, what waits. */
export function sayJobs(counts: JobPage['counts'] | undefined, refused: boolean, words: Words): string {
  const { jobs } = words.admin;
  const figure = figureIn(words);
  if (counts === undefined) return refused ? jobs.unknown : jobs.loading;
  const { failed, stalled, waiting } = counts;
  if (failed > 0) return jobs.failed(figure(failed), failed === 1);
  if (stalled > 0) return jobs.stalled(figure(stalled), stalled === 1);
  return waiting > 0 ? jobs.waiting(figure(waiting), waiting === 1) : jobs.allWell;
}

export function sayWebhooks(
  items: readonly WebhookLine[] | undefined,
  refused: boolean,
  words: Words,
): string {
  const { webhooks } = words.admin;
  const figure = figureIn(words);
  if (items === undefined) return refused ? webhooks.unknown : webhooks.loading;
  const active = items.filter(({ isActive }) => isActive);
  const failing = active.filter(({ failures }) => failures > 0).length;
  if (failing > 0) return webhooks.failing(figure(failing), failing === 1);
  return active.length === 0 ? webhooks.none : webhooks.say(figure(active.length), active.length === 1);
}
