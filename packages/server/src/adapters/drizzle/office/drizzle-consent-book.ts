import type { ConsentList, NewConsent, UserId } from '@fieldsync/protocol';
import { desc, eq, sql } from 'drizzle-orm';
import type { ConsentBook } from '../../../privacy-ports.ts';
import type { Queries } from '../../database.ts';
import { consents, devices } from '../schema/index.ts';

/** Far more than anyone changes their mind. */
const MOST_SHOWN = 200;

export class DrizzleConsentBook implements ConsentBook {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async add(user: UserId, consent: NewConsent, at: string): Promise<void> {
    const { chosenAt, ...said } = consent;
    // Before it is noted: cut off in between, the phone tells it once more. Its next report has none, and may be a day away.
    if (consent.kind === 'figures' && !consent.agreed)
      await this.queries
        .update(devices)
        .set({
          heartbeat: sql`jsonb_set(heartbeat - 'metrics' - 'storage', '{status,estimatedCompletionTime}', 'null')`,
        })
        .where(eq(devices.userId, user));
    await this.queries
      .insert(consents)
      .values({ userId: user, ...said, chosenAt: new Date(chosenAt), receivedAt: new Date(at) })
      .onConflictDoNothing();
  }

  async list(user: UserId): Promise<ConsentList['items']> {
    const rows = await this.queries
      .select()
      .from(consents)
      .where(eq(consents.userId, user))
      .orderBy(desc(consents.seq))
      .limit(MOST_SHOWN);
    return rows.map(({ kind, agreed, textVersion, text, chosenAt, receivedAt }) => ({
      kind,
      agreed,
      textVersion,
      text,
      chosenAt: chosenAt.toISOString(),
      receivedAt: receivedAt.toISOString(),
    }));
  }
}
