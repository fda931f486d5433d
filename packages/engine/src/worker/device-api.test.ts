import {
  backgroundMetricsSchema,
  backgroundStatusSchema,
  DEFAULT_SETTINGS,
  paths,
  PROTOCOL_VERSION,
  REPLY_HEADER,
} from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { food, Phone } from '../testing/phone.ts';
import { answerOnDevice, answersHere } from './device-api.ts';

const ORIGIN = 'https://fieldsync.test';

async function ask(phone: Phone, method: string, path: string, body?: unknown) {
  let started = 0;
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await answerOnDevice(new Request(ORIGIN + path, init), {
    store: phone.store,
    clock: phone.clock,
    device: phone.device,
    build: '1.0.0',
    start: () => {
      started += 1;
    },
  });
  const envelope = (await response.json()) as {
    success: boolean;
    data?: unknown;
    error?: unknown;
    meta?: unknown;
  };
  return { status: response.status, header: response.headers.get(REPLY_HEADER), started, ...envelope };
}

describe('which requests the device answers itself', () => {
  const here = (method: string, path: string): boolean => answersHere(method, new URL(ORIGIN + path), 'me');

  it('those about itself, named or not', () => {
    expect(here('GET', paths.status)).toBe(true);
    expect(here('GET', `${paths.status}?deviceId=me`)).toBe(true);
    expect(here('POST', paths.pause)).toBe(true);
  });

  it('not those about another device, and nothing that it does not know', () => {
    expect(here('GET', `${paths.status}?deviceId=another`)).toBe(false);
    expect(here('DELETE', paths.settings)).toBe(false);
    expect(here('GET', paths.exchange)).toBe(false);
  });
});

describe('what it answers', () => {
  it('[S7] status and metrics from live state, in the contract’s form, recognisable as ours', async () => {
    const phone = new Phone();
    await phone.save(food());
    const status = await ask(phone, 'GET', paths.status);
    expect([status.status, status.success, status.header]).toEqual([200, true, String(PROTOCOL_VERSION)]);
    expect(backgroundStatusSchema.parse(status.data)).toMatchObject({
      isActive: false,
      queueSize: 1,
      holdReasons: [],
    });
    expect(status.meta).toEqual({ source: 'device', deviceId: phone.device, build: '1.0.0' });
    await phone.drainAll();
    const metrics = await ask(phone, 'GET', paths.metrics);
    expect(backgroundMetricsSchema.parse(metrics.data).historical).toMatchObject([{ itemsSucceeded: 1 }]);
  });

  it('pause and resume hold and let go, and start starts', async () => {
    const phone = new Phone();
    await phone.save(food());
    const paused = await ask(phone, 'POST', paths.pause);
    expect(paused).toMatchObject({ data: { holdReasons: ['user'] }, started: 0 });
    expect(await phone.drain({ manual: true })).toBe('held');
    expect(await ask(phone, 'POST', paths.resume)).toMatchObject({ data: { holdReasons: [] }, started: 1 });
    expect(await ask(phone, 'POST', paths.start)).toMatchObject({ success: true, started: 1 });
  });

  it('settings are given, and taken when they fit', async () => {
    const phone = new Phone();
    expect((await ask(phone, 'GET', paths.settings)).data).toEqual(DEFAULT_SETTINGS);
    const settings = { ...DEFAULT_SETTINGS, minimumBatteryLevel: 35 };
    expect((await ask(phone, 'PUT', paths.settings, settings)).data).toEqual(settings);
    expect(phone.meta('settings')).toEqual(settings);
  });

  it('[X3] settings that do not fit are refused with the name of the field, and nothing changes', async () => {
    const phone = new Phone();
    const refused = await ask(phone, 'PUT', paths.settings, {
      ...DEFAULT_SETTINGS,
      minimumBatteryLevel: 400,
    });
    expect(refused).toMatchObject({
      status: 422,
      error: { code: 'VALIDATION', field: 'minimumBatteryLevel' },
    });
    expect(await ask(phone, 'PUT', paths.settings)).toMatchObject({ status: 422, success: false });
    expect(phone.meta('settings')).toBeUndefined();
  });

  it('says plainly that it knows no such path', async () => {
    expect(await ask(new Phone(), 'GET', '/api/v1/sync/background/nothing')).toMatchObject({ status: 404 });
  });
});
