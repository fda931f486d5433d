import type { LinkProfile } from '../link-shaper.ts';
import { physicalLimitMs } from './physical-limit.ts';
import type { EngineRun } from './run-engine.ts';
import type { WindowFigures } from './window-figures.ts';

/** Seconds, and the window when it was not the first. */
function moment(ms: number | null): string {
  if (ms === null) return 'never';
  const window = Math.floor(ms / 60_000) + 1;
  return `${(ms / 1_000).toFixed(2)} s${window === 1 ? '' : ` (window ${String(window)})`}`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export function describeFigures(figures: WindowFigures, profile: LinkProfile): string {
  const limitMs = physicalLimitMs(figures.upBytes, profile);
  return [
    `  ${figures.who}: first stored ${moment(figures.firstMs)}`,
    `${String(figures.criticalCount)} critical ${moment(figures.criticalMs)}`,
    `${String(figures.highCount)} high ${moment(figures.highMs)}`,
    `all ${moment(figures.allMs)}`,
    `known to the phone ${moment(figures.acknowledgedMs)}`,
    `limit for its bytes ${moment(limitMs)}`,
    `up ${String(figures.upBytes)} B on the wire, ${String(figures.bodyBytes)} B of bodies`,
    `down ${String(figures.downBytes)} B`,
    `${String(figures.requests)} requests on ${String(figures.connections)} connections`,
  ].join(' · ');
}

export function describeCost(run: EngineRun, count: number): string {
  const { cost, once } = run;
  const perItem = (ms: number): string => (ms / count).toFixed(3);
  const coders = [...new Set(cost.exchanges.map(({ coder }) => coder))].join(', ');
  const lost = cost.exchanges.filter(({ ok }) => !ok);
  return [
    `    CPU ms an item: main thread ${perItem(cost.mainTaskMs)} busy, ${perItem(cost.cpu.mainMs)} run; worker ${perItem(cost.cpu.workerMs)}; other threads ${perItem(cost.cpu.othersMs)}`,
    `heap of the page ${megabytes(cost.heapStartBytes)}, at most ${megabytes(cost.heapPeakBytes)}; of the worker ${megabytes(cost.workerHeapStartBytes)}, at most ${megabytes(cost.workerHeapPeakBytes)}`,
    `longest task ${cost.longestTaskMs.toFixed(0)} ms`,
    `one save ${run.saveMs.toFixed(1)} ms`,
    `coders ${coders}`,
    `${String(lost.length)} exchanges without an answer`,
    ...(run.torn.length === 0
      ? []
      : [`on the way at the cut: ${String(run.torn.length)} bodies, ${String(tornBytes(run))} B`]),
    `${String(run.duplicates)} judged duplicate, ${String(once.appliedTwice)} applied twice, ${String(once.missing)} missing, ${String(once.refused)} refused`,
  ].join(' · ');
}

const tornBytes = ({ torn }: EngineRun): number => torn.reduce((sum, { upBytes }) => sum + upBytes, 0);

export function describeThreads({ cpuOfAll }: EngineRun): string {
  const total = cpuOfAll.reduce((sum, [, ms]) => sum + ms, 0);
  const each = cpuOfAll.map(([name, ms]) => `${name} ${ms.toFixed(0)}`);
  return `    ms of CPU, ${total.toFixed(0)} in all: ${each.join(', ')}`;
}

export function describeExchanges({ cost, startMs }: EngineRun): string {
  const seconds = (ms: number): string => ((ms - startMs) / 1_000).toFixed(2);
  return cost.exchanges
    .map(({ beganMs, endedMs, ok, code, coder, rawBytes, upBytes, downBytes, officeMs }) =>
      [
        `    ${seconds(beganMs)}-${seconds(endedMs)} s`,
        ok ? 'ok' : String(code),
        coder,
        `${String(rawBytes)} B of JSON`,
        `${String(upBytes)} B up`,
        `${String(downBytes)} B down`,
        `office ${String(officeMs)} ms`,
      ].join(' · '),
    )
    .join('\n');
}
