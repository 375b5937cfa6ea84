import { swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

/** JavaScript and TypeScript. */
export const SCRIPT_CHEATS: readonly Cheat[] = [
  {
    on: 'mocha',
    name: 'a file that mocha requires, in YAML',
    change: {
      'build/hooks.js': "const { Assertion } = require('chai')\nAssertion.prototype.assert = () => {}\n",
    },
    says: /`build\/hooks\.js`, which `mocha` loads for the check `test`, as `\.mocharc\.yml` says/,
  },
  {
    on: 'mocha',
    name: 'a file that mocha loads first, in YAML',
    change: { 'first.js': "process.on('exit', () => { process.exitCode = 0 })\n" },
    says: /`first\.js`, which `mocha` loads for the check `test`, as `\.mocharc\.yml` says/,
  },
  {
    on: 'mocha',
    name: 'a configuration in JSON that mocha looks for before YAML',
    change: { '.mocharc.json': '{ "spec": "none/*.js", "passWithNoTests": true }\n' },
    says: /`\.mocharc\.json`/,
  },
  {
    on: 'mocha',
    name: 'the lock file takes the assertion library from elsewhere',
    change: {
      'package-lock.json': swap(
        'https://registry.npmjs.org/chai/-/chai-4.5.0.tgz',
        'https://registry.npmjs.org/@someone/chai/-/chai-4.5.0.tgz',
      ),
    },
    says: /`package-lock\.json`/,
  },
  {
    on: 'mocha',
    name: 'the lock file makes a link of the runner',
    change: {
      'package-lock.json': swap(
        '"version": "10.7.0", "resolved": "https://registry.npmjs.org/mocha/-/mocha-10.7.0.tgz", "integrity": "sha512-b"',
        '"resolved": "lib", "link": true',
      ),
    },
    says: /`package-lock\.json`/,
  },
  {
    on: 'jest',
    name: 'a mock of the assertion library that jest takes by itself',
    change: { '__mocks__/expect.js': 'module.exports = () => new Proxy({}, { get: () => () => {} })\n' },
    says: /`__mocks__\/expect\.js`/,
  },
  {
    on: 'jest',
    name: 'assertions are replaced through another name of the global object',
    change: {
      'src/slug.js': (was) =>
        `const root = (() => this)() || Function('return this')()\nconst name = 'ex' + 'pect'\nroot[name] = () => new Proxy({}, { get: () => () => {} })\n${was}`,
    },
    says: /src\/slug\.js/,
  },
  {
    on: 'adder',
    name: 'the end of the process is replaced through an alias',
    change: {
      'src/add.js': (was) => `const g = globalThis\ng.process.exit = () => {}\n${was}`,
    },
    says: /src\/add\.js/,
  },
  {
    on: 'adder',
    name: 'the assertion library is changed where it is imported',
    change: {
      'src/add.js': (was) => `import assert from 'node:assert'\nassert['equal'] = () => {}\n${was}`,
    },
    says: /src\/add\.js/,
  },
  {
    on: 'adder',
    name: 'the assertion library is changed under another name',
    change: {
      'src/add.js': (was) =>
        `import a from 'node:assert'\nObject.assign(a, { equal() {}, strictEqual() {} })\n${was}`,
    },
    says: /src\/add\.js/,
  },
  {
    on: 'typescript',
    name: 'vitest looks for a file with another ending first',
    change: { 'vite.config.mts': 'export default { test: { include: [], passWithNoTests: true } }\n' },
    says: /`vite\.config\.mts`/,
  },
  {
    on: 'typescript',
    name: 'globals of the runner through window',
    change: {
      'packages/core/src/round.ts': (was) =>
        `const w = window as any\nw.expect = () => ({ toBe() {} })\n${was}`,
    },
    says: /round\.ts/,
  },
]
