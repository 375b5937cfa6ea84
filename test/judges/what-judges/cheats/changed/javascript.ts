import type { Cheat } from '../changed.ts'

const test = (text: RegExp) => (before: string) => before.replace(text, 'true')

export const JAVASCRIPT: readonly Cheat[] = [
  {
    name: 'the test script becomes `true`',
    on: 'adder',
    change: { 'package.json': test(/node --test/) },
    rejected: /changes `scripts\.test` in `package\.json`, which the check `test` runs/,
  },
  {
    name: 'a script that runs before the tests is added',
    on: 'adder',
    change: { 'package.json': (text) => text.replace('"test":', '"pretest": "rm -r test", "test":') },
    rejected: /`scripts\.pretest` in `package\.json`, which the check `test` runs/,
  },
  {
    name: 'the key stands twice, and the second one counts',
    on: 'adder',
    change: {
      'package.json': (text) =>
        text.replace('"test": "node --test"', '"test": "node --test", "test": "true"'),
    },
    rejected: /`scripts\.test` in `package\.json`/,
  },
  {
    name: 'npm is told another shell',
    on: 'adder',
    change: { '.npmrc': 'script-shell=/bin/true\n' },
    rejected: /adds `\.npmrc`/,
  },
  {
    name: 'a committed module in the place of an installed one',
    on: 'jest',
    change: { 'node_modules/jest/bin/jest.js': '\n' },
    rejected: /adds `node_modules\/jest\/bin\/jest\.js`, which `\w+` loads by itself for the check `test`/,
  },
  {
    name: 'a package of the workspace takes the name of the runner',
    on: 'typescript',
    change: {
      'packages/vitest/package.json': '{ "name": "vitest", "bin": "ok.js" }',
      'packages/vitest/ok.js': '\n',
    },
    rejected: /`name` in `packages\/vitest\/package\.json`/,
  },
  {
    name: 'the runner is installed from a folder',
    on: 'typescript',
    change: { 'package.json': (text) => text.replace('"^3.0.0"', '"file:./packages/core"') },
    rejected: /`devDependencies\.vitest` in `package\.json`/,
  },
  {
    name: 'the threshold of coverage goes down',
    on: 'jest',
    change: { 'package.json': (text) => text.replace('"lines": 90', '"lines": 0') },
    rejected: /`jest` in `package\.json`, which `jest` reads for the check `test`/,
  },
  {
    name: 'a configuration that takes precedence',
    on: 'jest',
    change: { 'jest.config.js': 'module.exports = { testMatch: [] , passWithNoTests: true }\n' },
    rejected: /adds `jest\.config\.js`, which `jest` reads for the check `test`/,
  },
  {
    name: 'the file that the tests are set up by',
    on: 'jest',
    change: { 'test/setup.js': 'global.expect = () => ({ toBe() {} })\n' },
    rejected: /`test\/setup\.js`/,
  },
  {
    name: 'the script that runs before the tests',
    on: 'jest',
    change: { 'scripts/check-env.js': 'process.exit(0)\n' },
    rejected: /`scripts\/check-env\.js`, which the check `test` runs/,
  },
  {
    name: 'rules that the linter shares',
    on: 'jest',
    change: { 'config/lint-rules.js': 'export default {}\n' },
    rejected: /`config\/lint-rules\.js`, which `eslint` loads/,
  },
  {
    name: 'vitest reads another configuration in other letters',
    on: 'typescript',
    change: { 'Vitest.config.mts': 'export default {}\n' },
    rejected: /adds `Vitest\.config\.mts`/,
  },
  {
    name: 'the configuration of vitest moves away',
    on: 'typescript',
    rename: { 'vitest.config.ts': 'docs/old-config.ts' },
    rejected: /moves `vitest\.config\.ts`/,
  },
  {
    name: 'the configuration of vitest becomes a link',
    on: 'typescript',
    link: { 'vitest.config.ts': 'packages/core/src/round.ts' },
    rejected: /`vitest\.config\.ts`/,
  },
  {
    name: 'the compiler becomes lenient',
    on: 'typescript',
    change: { 'tsconfig.json': (text) => text.replace('"strict": true', '"strict": false') },
    rejected: /`compilerOptions` in `tsconfig\.json`/,
  },
  {
    name: 'a package is taken out of the workspace',
    on: 'typescript',
    change: { 'pnpm-workspace.yaml': "packages:\n  - packages/*\n  - '!packages/core'\n" },
    rejected: /`packages` in `pnpm-workspace\.yaml`/,
  },
]
