import type { PriorityQueue } from '@fieldsync/protocol';
import type { Words } from '../../words/en.ts';

/** The sentence that answers the page: how much is still on the phones, and whose word that is [S7]. */
export function sayQueue(
  queue: PriorityQueue | undefined,
  refused: boolean,
  words: Words,
): { readonly sentence: string; readonly detail: string | undefined } {
  const { say, reports } = words.queue;
  if (queue === undefined) return { sentence: refused ? say.unknown : say.loading, detail: undefined };
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const { total, reporting, devices } = queue.stats;
  const detail = devices === 0 ? undefined : reports(figure(reporting), figure(devices));
  if (reporting === 0) return { sentence: say.none, detail };
  return { sentence: total === 0 ? say.none : say.some(figure(total), total === 1), detail };
}
