import { DEFAULT_SETTINGS, paths } from '@fieldsync/protocol';
import type { Page } from '@playwright/test';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';

interface Answer {
  readonly status: number;
  readonly body: {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: unknown;
    readonly meta?: { readonly source?: string };
  };
}

/** As any program on the phone would ask: with fetch, from a page. */
function askDevice(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const reply = await fetch(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: reply.status, body: (await reply.json()) as Answer['body'] };
    },
    { method, path, body },
  );
}

for (const signal of ['with signal', 'with no signal'] as const)
  test(`[P1] the worker answers background/* from this device's own state, ${signal}`, async ({
    phone,
    desk,
  }) => {
    const page = await phone.signIn();
    const offline = signal === 'with no signal';
    const office = async (): Promise<number> => (await desk.records()).length;
    await phone.context.setOffline(offline);

    const paused = await askDevice(page, 'POST', paths.pause);
    expect(paused.body).toMatchObject({
      success: true,
      data: { holdReasons: expect.arrayContaining(['user']) },
    });
    expect(paused.body.meta?.source).toBe('device');
    await saveAssessment(page, 'SHELTER');
    expect((await askDevice(page, 'GET', paths.status)).body).toMatchObject({
      data: { queueSize: 1, isActive: false, connectivity: { isOnline: !offline } },
    });
    expect(await office()).toBe(0);

    const settings = { ...DEFAULT_SETTINGS, syncIntervalMinutes: 30, minimumBatteryLevel: 35 };
    expect((await askDevice(page, 'PUT', paths.settings, settings)).body).toMatchObject({ data: settings });
    expect((await askDevice(page, 'GET', paths.settings)).body).toMatchObject({ data: settings });
    const refused = await askDevice(page, 'PUT', paths.settings, { ...settings, minimumBatteryLevel: 350 });
    expect(refused).toMatchObject({ status: 422, body: { error: { field: 'minimumBatteryLevel' } } });

    await phone.context.setOffline(false);
    expect(await office()).toBe(0);
    expect((await askDevice(page, 'POST', paths.resume)).body).toMatchObject({ success: true });
    await expect.poll(office).toBe(1);
    await expect
      .poll(async () => (await askDevice(page, 'GET', paths.metrics)).body.data)
      .toMatchObject({
        historical: expect.arrayContaining([expect.objectContaining({ itemsSucceeded: 1 })]),
      });
    expect((await askDevice(page, 'POST', paths.start)).body).toMatchObject({ data: { queueSize: 0 } });
  });
