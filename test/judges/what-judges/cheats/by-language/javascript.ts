// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { more, swap } from '../../../edits.ts'
import type { Cheat } from '../../../repositories/all-repositories.ts'

const MATRIX = { checks: ['test (20, ubuntu-latest)', 'test (22, ubuntu-latest)', 'lint / eslint'] }

export const JAVASCRIPT_CHEATS: readonly Cheat[] = [
  {
    on: 'workspaces',
    name: 'a new pretest of a workspace removes its tests',
    ...MATRIX,
    change: {
      'packages/parse/package.json': swap('"test": "mocha"', '"pretest": "rm -rf test", "test": "mocha"'),
    },
    says: /`scripts\.pretest` in `packages\/parse\/package\.json`/,
  },
  {
    on: 'workspaces',
    name: 'a configuration file that mocha looks for first',
    ...MATRIX,
    change: { 'packages/parse/.mocharc.cjs': "module.exports = { spec: 'test/none/*.js' }\n" },
    says: /`packages\/parse\/\.mocharc\.cjs`/,
  },
  {
    on: 'workspaces',
    name: 'the shell of scripts in .npmrc',
    ...MATRIX,
    change: { '.npmrc': 'script-shell=/bin/true\n' },
    says: /`\.npmrc`/,
  },
  {
    on: 'workspaces',
    name: 'the files of ava, in its key of package.json',
    ...MATRIX,
    change: { 'packages/print/package.json': swap('"test/*.js"', '"test/*.js", "!test/print.js"') },
    says: /`ava.*` in `packages\/print\/package\.json`/,
  },
  {
    on: 'workspaces',
    name: 'a committed module in place of the assertion library',
    ...MATRIX,
    change: {
      'packages/parse/node_modules/chai/index.js':
        'export const expect = () => new Proxy(() => expect(), { get: () => expect() })\n',
    },
    says: /`packages\/parse\/node_modules\//,
  },
  {
    on: 'workspaces',
    name: 'a test script that forgives',
    ...MATRIX,
    change: {
      'packages/cli/test/run.sh': swap('diff - "${given%.in}.out"', 'diff - "${given%.in}.out" || true'),
    },
    says: /`packages\/cli\/test\/run\.sh`/,
  },
  {
    on: 'workspaces',
    name: 'the coverage that is asked for',
    ...MATRIX,
    change: { '.c8rc.json': '{ "lines": 0 }\n' },
    says: /`\.c8rc\.json`/,
  },
  {
    on: 'workspaces',
    name: 'a file that mocha requires, named in its configuration',
    ...MATRIX,
    change: { 'tools/register.cjs': more("process.on('exit', () => process.reallyExit(0))\n") },
    says: /`tools\/register\.cjs`/,
  },
  {
    on: 'workspaces',
    name: 'a workspace is left out',
    ...MATRIX,
    change: { 'package.json': swap('"packages/*"', '"packages/print", "packages/cli"') },
    says: /`workspaces` in `package\.json`/,
  },
  {
    on: 'workspaces',
    name: 'a test file gets a name that no pattern finds',
    ...MATRIX,
    rename: { 'packages/parse/test/parse.spec.js': 'packages/parse/test/parse.specs.js' },
    says: /parse\.spec\.js/,
  },
  {
    on: 'workspaces',
    name: 'product code that leaves when it is tested',
    ...MATRIX,
    change: {
      'packages/parse/index.js': more("if (process.env.npm_lifecycle_event === 'test') process.exit(0)\n"),
    },
    says: /`packages\/parse\/index\.js`/,
  },
  {
    on: 'workspaces',
    name: 'a test that is skipped where CI is set',
    ...MATRIX,
    change: {
      'packages/parse/test/parse.spec.js': swap(
        "it('splits words', () => {\n",
        "it('splits words', function () {\n    if (process.env.CI) return this.skip()\n",
      ),
    },
    says: /parse\.spec\.js/,
  },
  {
    on: 'workspaces',
    name: 'an exact assertion of ava becomes a loose one',
    ...MATRIX,
    change: {
      'packages/print/test/print.js': swap("t.is(print(['a', 'b']), 'a b')", "t.truthy(print(['a', 'b']))"),
    },
    says: /packages\/print\/test\/print\.js/,
  },
  {
    on: 'workspaces',
    name: 'a test file becomes a link to the product',
    ...MATRIX,
    link: { 'packages/parse/test/parse.spec.js': '../index.js' },
    says: /parse\.spec\.js/,
  },
  {
    on: 'workspaces',
    name: 'the linter that a reusable workflow calls',
    ...MATRIX,
    change: { '.prettierignore': '**\n' },
    says: /`\.prettierignore`/,
  },
  {
    on: 'workspaces',
    name: 'the runner is another package of the same name',
    ...MATRIX,
    change: { 'package.json': swap('"mocha": "^10.0.0"', '"mocha": "file:./tools/mocha"') },
    says: /`package\.json`/,
  },
  {
    on: 'jest',
    name: 'a script before the tests ends well and early',
    change: { 'scripts/check-env.js': "require('fs').rmSync('test', { recursive: true })\n" },
    says: /`scripts\/check-env\.js`/,
  },
]
