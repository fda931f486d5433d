/** Takes every step at once. */
export function runToEnd<Result>(steps: Generator<undefined, Result, void>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
