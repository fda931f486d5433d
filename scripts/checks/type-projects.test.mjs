import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { typeProjects, uncoveredCores } from './type-projects.mjs';

let root = '';
/** @param {readonly string[]} files */
const write = (files) => {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), '{}');
  }
};
beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'projects-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('finds every compilation, and not the base that they share', () => {
  write(['tsconfig.base.json', 'tsconfig.json', 'apps/web/sw/tsconfig.json', 'packages/engine/package.json']);
  write([
    'packages/engine/tsconfig.json',
    'packages/engine/tsconfig.core.json',
    'packages/engine/tsconfig.tsbuildinfo',
  ]);
  expect(typeProjects(root)).toEqual([
    'tsconfig.json',
    'packages/engine/tsconfig.core.json',
    'packages/engine/tsconfig.json',
    'apps/web/sw/tsconfig.json',
  ]);
});

it('tells which cores nothing keeps pure', () => {
  write([
    'packages/engine/src/core/a.ts',
    'packages/engine/tsconfig.core.json',
    'packages/server/src/core/a.ts',
  ]);
  expect(uncoveredCores(root)).toEqual(['packages/server']);
});
