import { readFileSync, readdirSync } from 'node:fs';

/** What a process has worked so far, all its threads together, ms; 0 where there is no /proc. Unlike a wall clock it counts only its own. */
export function workedMs(pid: number | undefined): number {
  return read(pid)?.own ?? 0;
}

/** The same of a process and its children, also those that have ended. */
export function workedWithChildrenMs(pid: number | undefined): number {
  const parent = read(pid);
  if (pid === undefined || parent === undefined) return 0;
  const children = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (read(Number(name)) ?? []) : [],
  );
  return children
    .filter((child) => child.parent === pid)
    .reduce((sum, child) => sum + child.own, parent.own + parent.ended);
}

/** What this process has worked, ms. */
export function ownWorkMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

export function parentOf(pid: number): number | undefined {
  return read(pid)?.parent;
}

/** The kernel counts in hundredths of a second; the name, which comes before these, may have spaces. */
function read(pid: number | undefined) {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = (text.split(') ').at(-1)?.split(' ') ?? []).map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11);
    return { parent, own: (user + system) * 10, ended: (endedUser + endedSystem) * 10 };
  } catch {
    return undefined;
  }
}
