import { parseArgs } from 'node:util';
import type { CorpusOptions } from '../corpus.ts';
import { linkProfiles } from '../link-profiles.ts';
import type { LinkProfileName } from '../link-profiles.ts';

export interface BenchOptions {
  readonly profiles: readonly LinkProfileName[];
  readonly corpus: CorpusOptions;
  readonly runs: number;
  readonly throttle: number;
  /** The one to see alone; undefined: the engine chooses. */
  readonly coder: string | undefined;
  readonly peer: boolean;
  readonly cut: boolean;
  /** The office has been at work before. */
  readonly warm: boolean;
  /** One line for each exchange. */
  readonly trace: boolean;
}

/** Three days back: the two days of the corpus are over, and nothing was captured after now. */
const AGE_MS = 3 * 86_400_000;

/** What the benchmarks with a browser take from the command line. */
export function readBenchOptions(
  args: readonly string[],
  defaults: { readonly profiles: string; readonly count: number },
  nowMs: number,
): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      profile: { type: 'string', default: defaults.profiles },
      count: { type: 'string', default: String(defaults.count) },
      runs: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      language: { type: 'string', default: 'en' },
      throttle: { type: 'string', default: '1' },
      coder: { type: 'string' },
      peer: { type: 'boolean', default: true },
      cut: { type: 'boolean', default: true },
      warm: { type: 'boolean', default: true },
      trace: { type: 'boolean', default: false },
    },
  });
  return {
    profiles: values.profile.split(',').map(profileNamed),
    corpus: {
      seed: Number(values.seed),
      count: Number(values.count),
      language: values.language === 'fr' ? 'fr' : 'en',
      // The other half than the one that primers and dictionaries are made of.
      phrases: 'odd',
      startMs: nowMs - AGE_MS,
    },
    runs: Number(values.runs),
    throttle: Number(values.throttle),
    coder: values.coder,
    peer: values.peer,
    cut: values.cut,
    warm: values.warm,
    trace: values.trace,
  };
}

function profileNamed(name: string): LinkProfileName {
  if (isProfile(name)) return name;
  throw new Error(`There is no link profile ${name}. There are: ${Object.keys(linkProfiles).join(', ')}.`);
}

function isProfile(name: string): name is LinkProfileName {
  return Object.hasOwn(linkProfiles, name);
}
