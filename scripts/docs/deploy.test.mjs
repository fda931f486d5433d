import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const read = (/** @type {string} */ file) =>
  readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8');
const config = readFileSync(new URL('../../packages/server/src/config.ts', import.meta.url), 'utf8');
/** Set by the image for the server. */
const known = new Set([...config.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name));

/**
 * @typedef {{services: Record<string, Service>, volumes: object}} Compose
 * @typedef {{environment?: Record<string, string>, volumes?: string[], profiles?: string[]}} Service
 * @typedef {{env: {name: string}[], ports: {containerPort: number}[], livenessProbe: Probe, readinessProbe: Probe}} Container
 * @typedef {{httpGet: {path: string}}} Probe
 * @typedef {{spec: {template: {spec: {containers: [Container]}}, ports: {targetPort: number}[]}}} Kind
 */

describe('the examples in deploy/', () => {
  it('compose: reads, and sets only what the server knows', () => {
    const compose = /** @type {Compose} */ (parse(read('docker-compose.yml'), { merge: true }));
    const always = Object.entries(compose.services).filter(([, { profiles }]) => profiles === undefined);
    expect(always.map(([name]) => name)).toEqual(['app', 'postgres', 'proxy']);
    for (const service of ['app', 'worker'])
      for (const name of Object.keys(compose.services[service]?.environment ?? {}))
        expect(known).toContain(name);
    const { app, worker } = compose.services;
    expect(worker?.environment).toEqual({ ...app?.environment, FIELDSYNC_ROLE: 'worker' });
    const volumes = Object.values(compose.services).flatMap((service) => service.volumes ?? []);
    const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => !name.startsWith('.'));
    expect(Object.keys(compose.volumes).sort()).toEqual([...new Set(named)].sort());
    const asked = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    for (const name of asked) expect(read('.env.example')).toContain(`${name}=`);
  });

  it('kubernetes: reads, sets only what the server knows, and probes what it answers', () => {
    const [deployment, service] = /** @type {[Kind, Kind]} */ (
      parseAllDocuments(read('kubernetes.yml')).map((document) => document.toJS())
    );
    const [container] = deployment.spec.template.spec.containers;
    for (const { name } of container.env) expect(known).toContain(name);
    expect(container.livenessProbe.httpGet.path).toBe('/healthz');
    expect(container.readinessProbe.httpGet.path).toBe('/readyz');
    expect(service.spec.ports[0]?.targetPort).toBe(container.ports[0]?.containerPort);
  });

  it('the image sets only what the server knows, and does not run as root', () => {
    const text = read('Dockerfile');
    const names = [...(/^ENV (.+)$/m.exec(text)?.[1] ?? '').matchAll(/([A-Z_]+)=/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(3);
    for (const name of names.filter((each) => each !== 'NODE_ENV')) expect(known).toContain(name);
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^HEALTHCHECK /m);
  });
});
