import { Refusal } from './refusal.ts';

/**
 * JSON text from outside as a value. Its nesting is counted on the text first: a value nested 10,000 levels deep would end
 * in a RangeError wherever it is walked by recursion, in JSON.stringify for one.
 */
export function parseBounded(json: string, maxDepth: number): unknown {
  if (nesting(json) > maxDepth) throw new Refusal('too-large');
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new Refusal('corrupt');
  }
}

function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const letter = json[index];
    if (quoted) {
      if (letter === '\\') index += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '[' || letter === '{') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (letter === ']' || letter === '}') depth -= 1;
  }
  return deepest;
}
