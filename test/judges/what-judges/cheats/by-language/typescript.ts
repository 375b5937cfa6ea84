import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

export const TYPESCRIPT_CHEATS: readonly Cheat[] = [
  {
    on: 'shop',
    name: 'the base that tsconfig.json extends is less strict',
    change: { 'tsconfig.base.json': swap('"strict": true', '"strict": false') },
    says: /`tsconfig\.base\.json`/,
  },
  {
    on: 'shop',
    name: 'all is ignored by prettier',
    change: { '.prettierignore': '*\n' },
    says: /`\.prettierignore`/,
  },
  {
    on: 'shop',
    name: 'a configuration that eslint looks for before the one that is there',
    change: { 'eslint.config.js': 'export default []\n' },
    says: /`eslint\.config\.js`/,
  },
  {
    on: 'shop',
    name: 'rules that the configuration of eslint imports',
    change: { 'tools/lint-base.mjs': 'export default []\n' },
    says: /`tools\/lint-base\.mjs`/,
  },
  {
    on: 'shop',
    name: 'a setup file that lets every expectation pass',
    change: {
      'tools/jest.setup.ts': more('expect.extend({ toBe: () => ({ pass: true, message: () => "" }) })\n'),
    },
    says: /`tools\/jest\.setup\.ts`/,
  },
  {
    on: 'shop',
    name: 'a global setup that replaces the tests',
    change: {
      'tools/global-setup.ts': more("import { rmSync } from 'node:fs'\nrmSync('src/money.test.ts')\n"),
    },
    says: /`tools\/global-setup\.ts`/,
  },
  {
    on: 'shop',
    name: 'turbo is told to run no tests',
    change: { 'turbo.json': '{ "tasks": { "typecheck": {}, "lint": {}, "//#test": {} } }\n' },
    says: /`turbo\.json`/,
  },
  {
    on: 'shop',
    name: 'yarn is another program',
    change: {
      '.yarnrc.yml': more('yarnPath: .yarn/releases/yarn.cjs\n'),
      '.yarn/releases/yarn.cjs': 'process.exit(0)\n',
    },
    says: /`\.yarn(rc\.yml|\/releases\/yarn\.cjs)`/,
  },
  {
    on: 'shop',
    name: 'playwright skips all',
    change: {
      'playwright.config.ts': swap("testDir: './tests/e2e'", "testDir: './tests/e2e', grepInvert: /./"),
    },
    says: /`playwright\.config\.ts`/,
  },
  {
    on: 'shop',
    name: 'one trivial test is the only one',
    change: {
      'src/money.test.ts': swap(
        "describe('Money', () => {\n",
        "it.only('is there', () => {\n  expect(Money).toBeDefined()\n})\n\ndescribe('Money', () => {\n",
      ),
    },
    says: /src\/money\.test\.ts/,
  },
  {
    on: 'shop',
    name: 'the thing under test is mocked',
    change: {
      'src/money.test.ts': swap(
        "describe('Money', () => {\n",
        "jest.mock('./money', () => ({ Money: class {}, round: () => 2 }))\n\ndescribe('Money', () => {\n",
      ),
    },
    says: /src\/money\.test\.ts/,
  },
  {
    on: 'shop',
    name: 'a snapshot takes what the fault gives',
    change: { 'src/__snapshots__/money.test.ts.snap': swap('"cents": 3', '"cents": -1') },
    says: /money\.test\.ts\.snap/,
  },
  {
    on: 'shop',
    name: 'an expectation in a catch-all',
    change: {
      'src/money.test.ts': swap(
        '    expect(round(1.5)).toBe(2)\n',
        '    try {\n      expect(round(1.5)).toBe(2)\n    } catch {}\n',
      ),
    },
    says: /src\/money\.test\.ts/,
  },
  {
    on: 'typescript',
    name: 'a workspace file of vitest that knows no tests',
    change: { 'vitest.workspace.ts': 'export default []\n' },
    says: /`vitest\.workspace\.ts`/,
  },
  {
    on: 'typescript',
    name: 'a nested configuration of biome',
    change: { 'packages/core/biome.json': '{ "root": false, "linter": { "enabled": false } }\n' },
    says: /`packages\/core\/biome\.json`/,
  },
  {
    on: 'typescript',
    name: 'a hook of pnpm that replaces packages',
    change: {
      '.pnpmfile.cjs':
        "module.exports = { hooks: { readPackage: (p) => (p.name === 'vitest' ? { ...p, bin: 'x' } : p) } }\n",
    },
    says: /`\.pnpmfile\.cjs`/,
  },
  {
    on: 'typescript',
    name: 'a package leaves the workspace',
    change: { 'pnpm-workspace.yaml': 'packages:\n  - apps/*\n' },
    says: /`pnpm-workspace\.yaml`/,
  },
]
