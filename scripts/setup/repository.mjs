import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The folder that holds package.json of the whole repository. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** @param {...string} parts A path inside the repository. @returns {string} The same, absolute. */
export const inRepository = (...parts) => path.join(repository, ...parts);
