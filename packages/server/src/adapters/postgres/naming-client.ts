import { Client } from 'pg';
import { KEEPS_PLAN } from '../drizzle/queries/keeps-plan.ts';

/** Texts differ only where a part is there or not: some ten. More would be a text with something of the call in it. */
const MOST = 100;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (!text.startsWith(KEEPS_PLAN) || names.size >= MOST) return undefined;
  const name = `fieldsync_${String(names.size + 1)}`;
  names.set(text, name);
  return name;
}

function named(config: unknown): unknown {
  if (typeof config !== 'object' || config === null || !('text' in config)) return config;
  const { text } = config;
  const name = typeof text === 'string' ? nameOf(text) : undefined;
  return name === undefined ? config : { ...config, name };
}

/** A connection that prepares the statements that say so, and parses every other one anew. */
export class NamingClient extends Client {
  constructor(...args: ConstructorParameters<typeof Client>) {
    super(...args);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    // One for the driver's many signatures: whoever calls sees those of `Client`.
    this.query = ((config: unknown, ...rest: unknown[]) =>
      query(named(config), ...rest)) as typeof this.query;
  }
}
