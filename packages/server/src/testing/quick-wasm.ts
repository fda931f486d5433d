/**
 * For Node: V8's first, quick translation of WebAssembly is the only one. PGlite is opened anew in each file of tests and
 * by each program they start, and to translate it a second time, into faster code, takes longer than that code saves before
 * it is closed again. Measured in CPU: a start from the template 1.0 s instead of 2.0, initdb 2.1 instead of 3.8, and even
 * 40,000 queries after a start 5.9 instead of 6.6.
 */
export const QUICK_WASM = '--liftoff-only';

/** For a program that a test starts: as this process, so that tests are quick and benchmarks measure what is shipped. */
export const asQuickAsWe = (): readonly string[] =>
  process.execArgv.filter((option) => option === QUICK_WASM);
