'use client';
import type { Fieldsync, SyncState } from '@fieldsync/engine';
import { createContext, useContext } from 'react';

export interface EngineHandle {
  /** Absent until the account's database is open. */
  engine: Fieldsync | undefined;
  /** The database did not open; what was saved stays where it is. */
  failed: boolean;
  /** Absent until the first look at the database. */
  state: SyncState | undefined;
}

export const EngineContext = createContext<EngineHandle>({
  engine: undefined,
  failed: false,
  state: undefined,
});

/** The sync engine of the account that is signed in here: saving, drafts, pausing, the shelf. */
export const useEngine = (): Fieldsync | undefined => useContext(EngineContext).engine;

/** What is going on, live, in one read: counts, connectivity, what holds sending, the session. */
export const useSyncState = (): SyncState | undefined => useContext(EngineContext).state;

export const useEngineFailed = (): boolean => useContext(EngineContext).failed;
