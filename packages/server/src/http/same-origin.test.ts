import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const host = 'field.example.org';
const none = { origin: null, secFetchSite: null, host };

describe('isSameOrigin', () => {
  it.each([
    ['a client that is no browser', none, null, true],
    ['our own page', { ...none, origin: `https://${host}`, secFetchSite: 'same-origin' }, null, true],
    ['our own page, old browser', { ...none, origin: `http://${host}` }, null, true],
    ['an address typed', { ...none, secFetchSite: 'none' }, null, true],
    ['another site', { ...none, origin: 'https://evil.example', secFetchSite: 'cross-site' }, null, false],
    ['another site, old browser', { ...none, origin: 'https://evil.example' }, null, false],
    ['a sister domain', { ...none, origin: `https://x.${host}`, secFetchSite: 'same-site' }, null, false],
    ['a sandboxed frame', { ...none, origin: 'null' }, null, false],
    ['another port', { ...none, origin: `http://${host}:8080` }, null, false],
    ['the public origin', { ...none, origin: 'https://public.example' }, 'https://public.example', true],
    [
      'the inner name, when a public one is set',
      { ...none, origin: `http://${host}` },
      'https://p.example',
      false,
    ],
  ])('%s', (_, source, publicOrigin, allowed) => {
    expect(isSameOrigin(source, publicOrigin)).toBe(allowed);
  });
});
