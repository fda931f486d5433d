/** Takes the place of the engine's own choice where a benchmark wants to see one coder alone. */
import type { BodyCoder, CoderQuestion } from '../../../packages/engine/src/core/choose-coder.ts';

export * from '../../../packages/engine/src/core/choose-coder.ts';

/** Written in by the bundler. */
declare const FORCED_CODER: BodyCoder;

export function chooseCoder({ offered }: CoderQuestion): BodyCoder {
  return FORCED_CODER === 'json' || offered.includes(FORCED_CODER) ? FORCED_CODER : 'json';
}
