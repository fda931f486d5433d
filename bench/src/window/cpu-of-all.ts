import { readdirSync, readFileSync } from 'node:fs';

/** ms that ran, by process and thread: `office node`, `storage ThreadPoolForeg`. */
export type CpuOfAll = ReadonlyMap<string, number>;

/** The processes that take part: this one, with the link in it, and all that it began. What has ended is not in it. */
export function readCpuOfAll(): CpuOfAll {
  const parents = new Map<number, number>();
  for (const pid of numbersIn('/proc')) {
    const parent = / \(.*\) \S (\d+)/s.exec(textOf(`/proc/${String(pid)}/stat`))?.[1];
    if (parent !== undefined) parents.set(pid, Number(parent));
  }
  const totals = new Map<string, number>();
  for (const pid of parents.keys()) {
    const who = roleOf(pid, parents);
    if (who === undefined) continue;
    for (const thread of numbersIn(`/proc/${String(pid)}/task`)) {
      const folder = `/proc/${String(pid)}/task/${String(thread)}`;
      const [ranNs = '0'] = textOf(`${folder}/schedstat`).split(' ');
      const name = `${who} ${textOf(`${folder}/comm`).trim()}${thread === pid ? ' (main)' : ''}`;
      totals.set(name, (totals.get(name) ?? 0) + Number(ranNs) / 1e6);
    }
  }
  return totals;
}

/** Those of a millisecond and more, the largest first. */
export function cpuOfAllSince(before: CpuOfAll, after: CpuOfAll): readonly (readonly [string, number])[] {
  return [...after]
    .map(([name, ms]) => [name, ms - (before.get(name) ?? 0)] as const)
    .filter(([, ms]) => ms >= 1)
    .sort((a, b) => b[1] - a[1]);
}

function roleOf(pid: number, parents: ReadonlyMap<number, number>): string | undefined {
  if (pid === process.pid) return 'link';
  for (let at: number | undefined = pid; at !== process.pid; at = parents.get(at))
    if (at === undefined) return undefined;
  const command = textOf(`/proc/${String(pid)}/cmdline`).replaceAll('\0', ' ');
  if (command.includes('main.js')) return 'office';
  const utility = /--utility-sub-type=([\w.]+)/.exec(command)?.[1];
  return utility?.split('.')[0] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser';
}

const numbersIn = (folder: string): number[] => {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It ended between the two looks.
    return '';
  }
};
