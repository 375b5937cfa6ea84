import type { Honest } from '../ordinary-work.ts'

const append = (line: string) => (before: string) => `${before}${line}\n`

export const JAVASCRIPT: readonly Honest[] = [
  {
    name: 'the fix with a test',
    on: 'adder',
    change: {
      'src/add.js': (text) => text.replace('-', '+'),
      'test/zero.test.js': "import test from 'node:test'\ntest('zero', () => {})\n",
    },
  },
  {
    name: 'a dependency, and a version',
    on: 'adder',
    change: {
      'package.json': (text) =>
        text.replace('"ms": "^2.1.0"', '"ms": "^3.0.0", "he": "^1.0.0"').replace('"1.0.0"', '"1.1.0"'),
      'package-lock.json': append(''),
      'src/add.js': (text) => text.replace('-', '+'),
    },
  },
  {
    name: 'another script, and keys in another order',
    on: 'adder',
    change: {
      'package.json': (text) =>
        text.replace('"scripts": {', '"keywords": ["sum"], "scripts": { "docs": "typedoc",'),
    },
  },
  {
    name: 'formatting of package.json',
    on: 'adder',
    change: { 'package.json': (text) => JSON.stringify(JSON.parse(text)) },
  },
  {
    name: 'a fixture, by exception of the repository',
    on: 'adder',
    mayChange: ['test/data/**'],
    change: {
      'test/data/sums.json': '[[1, 2, 3], [2, 2, 4]]\n',
      'src/add.js': (text) => text.replace('-', '+'),
    },
  },
  {
    name: 'a document beside the code',
    on: 'jest',
    change: {
      'docs/usage.md': append('More.'),
      'src/slug.js': (text) => text.replace('text.to', "text.replace(' ', '-').to"),
    },
  },
  {
    name: 'a helper of tests',
    on: 'jest',
    change: { 'test/helpers/words.js': 'module.exports = []\n', 'src/slug.js': append('// spaces') },
  },
  {
    name: 'a development dependency',
    on: 'jest',
    change: {
      'package.json': (text) => text.replace('"jest": "^29.0.0"', '"jest": "^29.7.0", "nock": "^13.0.0"'),
      'src/slug.js': append('//'),
    },
  },
  {
    name: 'a fixture that is a package',
    on: 'jest',
    change: {
      'test/fixtures/app/package.json': '{ "name": "app", "jest": {} }',
      'test/fixtures/app/.eslintrc.json': '{}',
      'src/slug.js': append('//'),
    },
  },
  {
    name: 'a snapshot of a new test',
    on: 'jest',
    change: { 'test/__snapshots__/slug.test.js.snap': '// Jest Snapshot\n', 'src/slug.js': append('//') },
  },
  {
    name: 'the product is moved and split',
    on: 'jest',
    rename: { 'src/slug.js': 'src/text/slug.js' },
    change: { 'src/index.js': "module.exports = require('./text/slug.js')\n" },
  },
  {
    name: 'a package of the workspace',
    on: 'typescript',
    change: {
      'packages/tax/package.json': '{ "name": "@money/tax", "scripts": { "build": "tsc -p ." } }',
      'packages/tax/tsconfig.json': '{ "extends": "../../tsconfig.json" }',
      'packages/tax/vitest.config.ts': 'export default {}\n',
      'packages/tax/src/tax.ts': 'export const tax = 1\n',
      'tsconfig.json': (text) =>
        text.replace('"packages/core" }', '"packages/core" }, { "path": "packages/tax" }'),
    },
  },
  {
    name: 'a dependency of a package',
    on: 'typescript',
    change: {
      'packages/core/package.json': (text) =>
        text.replace('"dependencies": {}', '"dependencies": { "big.js": "^6.0.0" }'),
      'pnpm-lock.yaml': append('packages: {}'),
      'packages/core/src/round.ts': (text) => text.replace('floor', 'round'),
    },
  },
  {
    name: 'a comment in tsconfig.json',
    on: 'typescript',
    change: {
      'tsconfig.json': (text) => text.replace('// all of it', '// everything'),
      'packages/core/src/round.ts': append('//'),
    },
  },
  {
    name: 'a folder of the workspace',
    on: 'typescript',
    change: {
      'pnpm-workspace.yaml': append('  - tools/*'),
      'tools/gen/package.json': '{ "name": "gen" }',
      'tools/gen/gen.ts': 'export {}\n',
    },
  },
  {
    name: 'what package.json and tsconfig.json name as the product',
    on: 'library',
    change: {
      'index.mjs': append('//'),
      'index.cjs': append('//'),
      'index.d.ts': append('//'),
      'rules/one.js': append('//'),
    },
  },
]
