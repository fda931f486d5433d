import { Redis } from 'ioredis';
import { once } from 'node:events';
import type { Attempts, AttemptStore } from '../../accounts/attempt-limits.ts';
import type { Service } from '../../services/service.ts';

/** Counts and ends a window by the caller's clock; Redis forgets the key by its own. */
const ADD = `
local kept = redis.call('HMGET', KEYS[1], 'count', 'until')
local now = tonumber(ARGV[2])
if kept[2] and tonumber(kept[2]) > now then
  return { redis.call('HINCRBY', KEYS[1], 'count', 1), kept[2] }
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'count', 1, 'until', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { 1, ARGV[3] }`;

/** A sign-in does not wait longer for Redis than this. */
const PATIENCE_MS = 1_000;

export interface RedisAttemptsOptions {
  readonly url: string;
  /** Several installations may share one Redis. */
  readonly prefix?: string;
  readonly onError: (error: Error) => void;
}

/** Attempts in Redis, where all processes share one. Fails at once while it is away. */
export class RedisAttempts implements AttemptStore, Service {
  readonly name = 'attempts in Redis';
  private readonly redis: Redis;
  private readonly prefix: string;
  private connecting: Promise<void> | undefined;

  constructor({ url, prefix = 'fieldsync:attempts:', onError }: RedisAttemptsOptions) {
    this.redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: PATIENCE_MS,
      commandTimeout: PATIENCE_MS,
    });
    this.redis.on('error', onError);
    this.prefix = prefix;
  }

  async run(signal: AbortSignal): Promise<void> {
    await this.connect();
    if (!signal.aborted) await once(signal, 'abort');
    this.redis.disconnect();
  }

  /** Goes on trying by itself, whatever comes of the first try. */
  connect(): Promise<void> {
    this.connecting ??= this.redis.connect().catch(() => undefined);
    return this.connecting;
  }

  async add(name: string, windowMs: number, now: number): Promise<Attempts> {
    const found = await this.redis.eval(
      ADD,
      1,
      `${this.prefix}${name}`,
      String(windowMs),
      String(now),
      String(now + windowMs),
    );
    const [count, until] = found as [number, string];
    return { count, until: Number(until) };
  }

  async forget(name: string): Promise<void> {
    await this.redis.del(`${this.prefix}${name}`);
  }
}
