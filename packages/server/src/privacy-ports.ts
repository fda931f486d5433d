/** What the privacy side needs from the database, by contract: a person's data, consents, retention, erasure. */
import type {
  PersonList,
  ConsentList,
  Erasure,
  ErasureRequest,
  NewConsent,
  Retention,
  UserId,
} from '@fieldsync/protocol';

/** The kinds of things that the server holds of a person, each a file of their export. */
export const PERSON_PARTS = [
  'account',
  'sign-ins',
  'phones',
  'commands',
  'records',
  'records-changed',
  'operations',
  'two-versions',
  'consents',
  'audit',
  'rules',
  'webhooks',
] as const;
export type PersonPart = (typeof PERSON_PARTS)[number];

export interface PersonBook {
  /** Undefined when there is no such account. */
  find(id: UserId): Promise<{ readonly name: string; readonly email: string } | undefined>;
  list(): Promise<PersonList['items']>;
  /** The next rows of one kind, as they are kept, without credentials. @param after `next` of the page before */
  page(
    id: UserId,
    part: PersonPart,
    after: string | null,
  ): Promise<{ readonly rows: readonly unknown[]; readonly next: string | null }>;
}

export interface ConsentBook {
  /** The same choice told twice is kept once. */
  add(user: UserId, consent: NewConsent, at: string): Promise<void>;
  /** The latest first. */
  list(user: UserId): Promise<ConsentList['items']>;
}

/** What a purge removed, by the names of the settings; `departures` are kept as long as a phone has to hear of them. */
export type PurgeCounts = Readonly<Partial<Record<keyof Retention | 'departures', number>>>;

export interface RetentionBook {
  read(): Promise<Retention>;
  /** With its line in the audit log, in one transaction. */
  set(retention: Retention, by: UserId, at: string): Promise<void>;
  /** One bounded step of one kind, in a transaction of its own. @returns how many rows; 0: there is nothing left */
  purge(kind: keyof Retention, before: string, at: string): Promise<number>;
  /** The same with what every phone that it is for has heard: that a record left an area, that its conflict was decided. */
  purgeDepartures(): Promise<number>;
}

export type BeginErasure =
  | { readonly kind: 'begun'; readonly erasure: Erasure }
  | { readonly kind: 'missing' | 'wrong-email' | 'last-admin' };

export interface ErasureBook {
  list(): Promise<readonly Erasure[]>;
  /**
   * The account is emptied and signed out, its consents and sessions go, in one transaction with the job for the rest and the
   * line in the audit log.
   */
  begin(id: string, user: UserId, request: ErasureRequest, by: UserId, at: string): Promise<BeginErasure>;
  /** The next records, in one transaction with how far it is. False when there is nothing left. */
  page(id: string, at: string): Promise<boolean>;
  /** Those under way, and those of whose records some are here again: sent before the sign-out, but written after. */
  unfinished(): Promise<readonly string[]>;
  noted(): Promise<readonly NotedErasure[]>;
  /** One that this database has not heard of, because it was restored from an older backup, is begun again. */
  resume(erasure: NotedErasure, at: string): Promise<boolean>;
}

/** An erasure as it is kept outside the database. */
export interface NotedErasure {
  readonly id: string;
  readonly userId: string;
  readonly records: ErasureRequest['records'];
  readonly at: string;
}

/** Kept where a restore of the database does not reach. */
export interface ErasureList {
  /** On the disk when it resolves. */
  add(erasure: NotedErasure): Promise<void>;
  read(): Promise<readonly NotedErasure[]>;
}
