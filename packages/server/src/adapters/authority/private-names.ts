import { BlockList, isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** Names that mean something inside a local network alone; nobody can register them. */
const PRIVATE_ZONES = ['localhost', 'local', 'lan', 'internal', 'home.arpa'] as const;

/** Addresses that are no one's on the internet: this machine, private networks, and those that a machine gives itself. */
const PRIVATE_NETWORKS = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const;

/** Everything that the authority can vouch for, whatever becomes of its key. */
export const CONSTRAINTS = {
  zones: PRIVATE_ZONES,
  networks: PRIVATE_NETWORKS.map(([address, prefix]) => `${address}/${String(prefix)}`),
} as const;

const networks = new BlockList();
for (const [address, prefix] of PRIVATE_NETWORKS)
  networks.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4');

export interface OwnNames {
  /** Of the machine: `localhost`, `office.local`. */
  readonly names: readonly string[];
  /** Those by which others reach it first. */
  readonly addresses: readonly string[];
}

/** What this machine is called and reached by in its own network, in a fixed order. A public address is left out. */
export function privateNames(
  host = hostname(),
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): OwnNames {
  const own = host.toLowerCase();
  // A bare name would let the authority vouch for a whole domain of the internet where a machine is called "dev".
  const name = own.includes('.') ? own : `${own}.local`;
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    // Of these an address needs the name of the interface beside it, which no browser takes.
    .filter(({ address }) => !address.toLowerCase().startsWith('fe80:'))
    .filter(({ address, family }) => networks.check(address, family === 'IPv6' ? 'ipv6' : 'ipv4'));
  const sorted = (internal: boolean) =>
    addresses
      .filter((one) => one.internal === internal)
      .map(({ address }) => address)
      .sort((a, b) => isIP(a) - isIP(b) || (a < b ? -1 : 1));
  return {
    names: [...new Set(['localhost', ...(isPrivateName(name) ? [name] : [])])],
    addresses: [...new Set([...sorted(false), ...sorted(true)])],
  };
}

function isPrivateName(name: string): boolean {
  const isHostName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name);
  return isHostName && PRIVATE_ZONES.some((zone) => name === zone || name.endsWith(`.${zone}`));
}
