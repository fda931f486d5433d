export { MUTANTS } from './mutants.ts';
export { simulate, type Mutant, type RunOptions, type RunReport } from './world.ts';
