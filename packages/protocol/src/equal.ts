/** Structural equality of JSON values. Key order does not matter, array order does. */
export function equalJson(left: unknown, right: unknown): boolean {
  // Not Object.is: JSON has -0, a database gives back 0, and the two are the same answer.
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const leftKeys = Object.keys(left);
  if (leftKeys.length !== Object.keys(right).length) return false;
  return leftKeys.every(
    (key) =>
      Object.hasOwn(right, key) &&
      equalJson((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
  );
}
