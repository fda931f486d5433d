/** One plain line for the person at the terminal. @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Something a person has to act on: the entry points print its message and nothing of the stack. */
export class Refusal extends Error {}

/**
 * Runs an entry point: a Refusal is one sentence and exit code 1, anything else is a bug and shows its stack.
 * @param {() => Promise<void>} main
 */
export async function entryPoint(main) {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}
