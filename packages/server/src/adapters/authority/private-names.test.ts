import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { privateNames } from './private-names.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo =>
  ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo;

it('names the addresses of the office network first, and leaves out those of the internet', () => {
  const interfaces = {
    lo: [at('127.0.0.1', true), at('::1', true)],
    wlan: [at('192.168.1.20'), at('fd00::20'), at('fe80::1'), at('2001:db8::1')],
    lan: [at('10.0.0.3'), at('203.0.113.7'), at('172.32.0.1'), at('172.16.0.9')],
  };
  expect(privateNames('Office', interfaces)).toEqual({
    names: ['localhost', 'office.local'],
    addresses: ['10.0.0.3', '172.16.0.9', '192.168.1.20', 'fd00::20', '127.0.0.1', '::1'],
  });
});

it.each([
  ['office', ['localhost', 'office.local']],
  ['dev', ['localhost', 'dev.local']],
  ['office.lan', ['localhost', 'office.lan']],
  ['office.example.org', ['localhost']],
  ['an odd_name', ['localhost']],
  ['localhost', ['localhost', 'localhost.local']],
])('of a machine that is called %s it takes %j', (host, names) => {
  expect(privateNames(host, {}).names).toEqual(names);
});
