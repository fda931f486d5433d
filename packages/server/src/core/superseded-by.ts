import type { Command } from '@fieldsync/protocol';

type Kind = Command['kind'];

/**
 * Which commands that still wait are withdrawn when another is given: those that it takes the place of. A phone that comes back
 * after a week is asked for what the office wants now, not for everything that it wanted meanwhile.
 */
export const SUPERSEDED_BY: Readonly<Record<Kind, readonly Kind[]>> = {
  start: ['start'],
  pause: ['start', 'pause', 'resume'],
  resume: ['pause', 'resume'],
  settings: ['settings'],
  // Each is about other records.
  override: [],
};
