import { describe, expect, it } from 'vitest';
import { isOnlyLocal, readConfig } from './config.ts';
import { DEFAULT_SESSION_LIMITS } from './core/session-end.ts';

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      config: {
        port: 3000,
        host: '127.0.0.1',
        dataDirectory: './data',
        databaseUrl: undefined,
        redisUrl: undefined,
        role: 'all',
        webRoot: './apps/web/out',
        origin: undefined,
        certificate: undefined,
        localHttps: undefined,
        secret: undefined,
        sessionLimits: DEFAULT_SESSION_LIMITS,
        trustProxy: false,
        maxExchanges: 16,
        maxScreens: 1_000,
        sentry: undefined,
        logLevel: 'info',
      },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', FIELDSYNC_SECRET: '' })).toEqual(readConfig({}));
  });

  it('reads what is set', () => {
    const reading = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://db/field',
      FIELDSYNC_ORIGIN: 'https://field.example.org',
      FIELDSYNC_TRUST_PROXY: '1',
    });
    expect(reading).toMatchObject({
      config: {
        port: 8080,
        host: '0.0.0.0',
        databaseUrl: 'postgres://db/field',
        origin: 'https://field.example.org',
        trustProxy: true,
      },
    });
  });

  it('ends sessions when it is told to, and never later than browsers keep a cookie', () => {
    const reading = readConfig({
      FIELDSYNC_SESSION_DAYS: '120',
      FIELDSYNC_SESSION_IDLE_DAYS: '45',
      FIELDSYNC_OFFICE_SESSION_DAYS: '1',
      FIELDSYNC_OFFICE_IDLE_HOURS: '2',
    });
    const hour = 3_600_000;
    expect(reading).toMatchObject({
      config: {
        sessionLimits: {
          field: { idleMs: 45 * 24 * hour, absoluteMs: 120 * 24 * hour },
          office: { idleMs: 2 * hour, absoluteMs: 24 * hour },
        },
      },
    });
    for (const days of ['0', '401', 'many'])
      expect(readConfig({ FIELDSYNC_SESSION_DAYS: days })).toEqual({
        ok: false,
        problems: ['FIELDSYNC_SESSION_DAYS must be a whole number from 1 to 400.'],
      });
  });

  it('reports errors only where it is told, and never shows what it was told', () => {
    const dsn = 'https://0123456789abcdef@errors.example.org/42';
    expect(readConfig({ SENTRY_DSN: dsn })).toMatchObject({
      config: { sentry: { dsn, environment: 'production' } },
    });
    expect(
      readConfig({ SENTRY_DSN: 'https://secret@errors.example.org', SENTRY_ENVIRONMENT: 'a b' }),
    ).toEqual({
      ok: false,
      problems: [
        'SENTRY_DSN must be as Sentry shows it: https://<key>@<host>/<project>.',
        'SENTRY_ENVIRONMENT must be a word of at most 64 letters.',
      ],
    });
  });

  it('makes its own certificates only where none is given, beside a port of their own', () => {
    expect(readConfig({ FIELDSYNC_HTTPS: 'local', PORT: '3100' })).toMatchObject({
      config: { localHttps: { trustPort: 3101 } },
    });
    expect(readConfig({ FIELDSYNC_HTTPS: 'local', FIELDSYNC_TRUST_PORT: '80' })).toMatchObject({
      config: { localHttps: { trustPort: 80 } },
    });
    const certificate = { FIELDSYNC_TLS_CERT: 'cert.pem', FIELDSYNC_TLS_KEY: 'key.pem' };
    expect(readConfig({ FIELDSYNC_HTTPS: 'local', ...certificate })).toMatchObject({
      problems: ['FIELDSYNC_HTTPS must be absent when FIELDSYNC_TLS_CERT is set.'],
    });
    expect(readConfig({ FIELDSYNC_HTTPS: '1', FIELDSYNC_TRUST_PORT: '99999' })).toMatchObject({
      problems: [
        'FIELDSYNC_HTTPS must be local, or absent.',
        'FIELDSYNC_TRUST_PORT must be a whole number from 0 to 65535.',
      ],
    });
  });

  it('takes Redis and a role only with a Postgres that processes can share', () => {
    expect(readConfig({ REDIS_URL: 'redis://cache', FIELDSYNC_ROLE: 'worker' })).toEqual({
      ok: false,
      problems: ['REDIS_URL', 'FIELDSYNC_ROLE'].map(
        (name) => `${name} works only with DATABASE_URL: the embedded database is for one process.`,
      ),
    });
    const shared = {
      DATABASE_URL: 'postgres://db/field',
      REDIS_URL: 'rediss://cache',
      FIELDSYNC_ROLE: 'server',
    };
    expect(readConfig(shared)).toMatchObject({ config: { redisUrl: 'rediss://cache', role: 'server' } });
  });

  it('takes a certificate with its key, neither alone, and no address without https beside it', () => {
    const files = { FIELDSYNC_TLS_CERT: '/a/cert.pem', FIELDSYNC_TLS_KEY: '/a/key.pem' };
    expect(readConfig(files)).toMatchObject({
      config: { certificate: { certFile: '/a/cert.pem', keyFile: '/a/key.pem' } },
    });
    const problems = (environment: Record<string, string>) => {
      const reading = readConfig(environment);
      return reading.ok ? [] : reading.problems;
    };
    expect(problems({ FIELDSYNC_TLS_CERT: '/a/cert.pem' })).toEqual([
      'FIELDSYNC_TLS_KEY must be set when FIELDSYNC_TLS_CERT is.',
    ]);
    expect(problems({ FIELDSYNC_TLS_KEY: '/a/key.pem' })).toEqual([
      'FIELDSYNC_TLS_CERT must be set when FIELDSYNC_TLS_KEY is.',
    ]);
    expect(problems({ ...files, FIELDSYNC_ORIGIN: 'http://field.example.org' })).toEqual([
      'FIELDSYNC_ORIGIN must begin with https:// when there is a certificate.',
    ]);
  });

  it('says one sentence for each variable that cannot be used, and no secret', () => {
    const reading = readConfig({
      PORT: 'x',
      DATABASE_URL: 'mysql://root:hunter2@db',
      FIELDSYNC_ORIGIN: 'https://field.example.org/app',
      FIELDSYNC_SECRET: 'hunter2',
      FIELDSYNC_TRUST_PROXY: 'yes',
    });
    expect(reading).toEqual({
      ok: false,
      problems: [
        'PORT must be a whole number from 0 to 65535.',
        'DATABASE_URL must begin with postgres://.',
        'FIELDSYNC_ORIGIN must be scheme and host and nothing else, like https://field.example.org.',
        'FIELDSYNC_SECRET must have at least 32 characters.',
        'FIELDSYNC_TRUST_PROXY must be 1 or 0.',
      ],
    });
  });
});

describe('isOnlyLocal', () => {
  it.each([
    [{ host: '127.0.0.1' }, true],
    [{ host: 'localhost' }, true],
    [{ host: '::1', origin: 'http://localhost:3000' }, true],
    [{ host: '0.0.0.0' }, false],
    [{ host: '127.example.org' }, false],
    [{ host: '127.0.0.1', origin: 'https://field.example.org' }, false],
    [{ host: '127.0.0.1', trustProxy: true }, false],
  ])('%j: %s', (config, local) => {
    expect(isOnlyLocal({ origin: undefined, trustProxy: false, ...config })).toBe(local);
  });
});
