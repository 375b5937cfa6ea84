// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { both, more, swap } from '../../../edits.ts'
import type { Row } from '../../../repositories/all-repositories.ts'

const MATRIX = { checks: ['test (20, ubuntu-latest)', 'test (22, ubuntu-latest)', 'lint / eslint'] }
const SPLIT = { 'packages/parse/index.js': swap('split(/ /)', 'split(/ +/)') }
const ADD = { 'src/money.ts': swap('this.cents - other.cents', 'this.cents + other.cents') }

export const JAVASCRIPT_HONEST: readonly Row[] = [
  {
    on: 'workspaces',
    name: 'the fix with a test between others',
    ...MATRIX,
    change: {
      ...SPLIT,
      'packages/parse/test/parse.spec.js': swap(
        "  it('takes one",
        "  it('takes three spaces', () => {\n    expect(parse('a   b')).to.deep.equal(['a', 'b'])\n  })\n\n  it('takes one",
      ),
    },
  },
  {
    on: 'workspaces',
    name: 'a renamed test',
    ...MATRIX,
    change: {
      ...SPLIT,
      'packages/parse/test/parse.spec.js': swap('splits words', 'splits words at any number of spaces'),
    },
  },
  {
    on: 'workspaces',
    name: 'a dependency with its lock file',
    ...MATRIX,
    change: {
      ...SPLIT,
      'packages/parse/package.json': swap(
        '"entities": "^5.0.0"',
        '"entities": "^5.0.0",\n    "he": "^1.2.0"',
      ),
      'package-lock.json': more('\n'),
    },
  },
  {
    on: 'workspaces',
    name: 'a new workspace with its tests',
    ...MATRIX,
    change: {
      ...SPLIT,
      'packages/count/package.json':
        '{ "name": "@texts/count", "version": "1.0.0", "type": "module", "scripts": { "test": "mocha" } }\n',
      'packages/count/index.js': 'export const count = (words) => words.length\n',
      'packages/count/test/count.spec.js':
        "import { expect } from 'chai'\nimport { count } from '../index.js'\n\nit('counts', () => {\n  expect(count(['a'])).to.equal(1)\n})\n",
    },
  },
  {
    on: 'workspaces',
    name: 'a new case of the command',
    ...MATRIX,
    change: {
      'packages/cli/bin/texts.js':
        "#!/usr/bin/env node\nlet text = ''\nprocess.stdin.on('data', (part) => (text += part))\nprocess.stdin.on('end', () => console.log(text.trim().replace(/ +/g, ' ')))\n",
      'packages/cli/test/cases/two.in': 'a\n',
      'packages/cli/test/cases/two.out': 'a\n',
    },
  },
  {
    on: 'workspaces',
    name: 'a version, a description, words, a changeset',
    ...MATRIX,
    change: {
      ...SPLIT,
      'packages/parse/package.json': swap(
        '"version": "1.2.0"',
        '"version": "1.2.1",\n  "description": "Parses."',
      ),
      'CHANGELOG.md': more('\n- Spaces.\n'),
      'README.md': more('\nIt parses.\n'),
      '.changeset/calm-cats.md': '---\n"@texts/parse": patch\n---\n\nSpaces.\n',
    },
  },
  {
    on: 'workspaces',
    name: 'a helper of tests that new tests use',
    ...MATRIX,
    change: {
      ...SPLIT,
      'packages/parse/test/helpers/words.js':
        'export const words = (n) => Array.from({ length: n }, (_, i) => `w${i}`)\n',
      'packages/parse/test/long.spec.js':
        "import { expect } from 'chai'\nimport { parse } from '../index.js'\nimport { words } from './helpers/words.js'\n\nit('parses long texts', () => {\n  expect(parse(words(9).join(' '))).to.have.length(9)\n})\n",
    },
  },
  {
    on: 'workspaces',
    name: 'a command that ends with a code',
    ...MATRIX,
    change: {
      'packages/cli/bin/texts.js':
        "#!/usr/bin/env node\nif (process.argv.includes('--help')) {\n  console.log('texts < FILE')\n  process.exit(0)\n}\nprocess.stdin.pipe(process.stdout)\n",
    },
  },
  {
    on: 'workspaces',
    name: 'a script that no check runs',
    ...MATRIX,
    change: {
      ...SPLIT,
      'package.json': swap('"scripts": {', '"scripts": {\n    "release": "changeset publish",'),
    },
  },
  {
    on: 'shop',
    name: 'the fix with a test',
    change: {
      ...ADD,
      'src/money.test.ts': swap(
        "  it('rounds'",
        "  it('adds nothing', () => {\n    expect(new Money(1).plus(new Money(0))).toEqual(new Money(1))\n  })\n\n  it('rounds'",
      ),
    },
  },
  {
    on: 'shop',
    name: 'a test with a snapshot of its own',
    change: {
      ...ADD,
      'src/money.test.ts': swap(
        "  it('rounds'",
        "  it('prints nothing', () => {\n    expect(new Money(0)).toMatchSnapshot()\n  })\n\n  it('rounds'",
      ),
      'src/__snapshots__/money.test.ts.snap': more(
        '\nexports[`Money prints nothing 1`] = `\nMoney {\n  "cents": 0,\n}\n`;\n',
      ),
    },
  },
  {
    on: 'shop',
    name: 'a dependency with its lock file',
    change: {
      ...ADD,
      'package.json': swap('"decimal.js": "^10.4.3"', '"decimal.js": "^10.4.3",\n    "zod": "^3.23.0"'),
      'yarn.lock': more('\n"zod@npm:^3.23.0":\n  version: 3.23.8\n'),
    },
  },
  {
    on: 'shop',
    name: 'a new module with its test, which mocks a service',
    change: {
      ...ADD,
      'src/rates.ts':
        "export async function rate(fetcher: (url: string) => Promise<number>): Promise<number> {\n  return fetcher('/rates')\n}\n",
      'src/rates.test.ts':
        "import { rate } from './rates'\n\njest.mock('node:fs')\n\nit('asks', async () => {\n  const fetcher = jest.fn().mockResolvedValue(2)\n  expect(await rate(fetcher)).toBe(2)\n  expect(fetcher).toHaveBeenCalledWith('/rates')\n})\n",
    },
  },
  {
    on: 'shop',
    name: 'another end-to-end test and words',
    change: {
      ...ADD,
      'tests/e2e/cart.spec.ts':
        "import { expect, test } from '@playwright/test'\n\ntest('shows the cart', async ({ page }) => {\n  await page.goto('/cart')\n  await expect(page).toHaveTitle('Cart')\n})\n",
      'docs/money.md': more('\nAdds.\n'),
    },
  },
  {
    on: 'shop',
    name: 'a file that moves within the product',
    rename: { 'src/money.ts': 'src/money/money.ts' },
    change: {
      'src/money.ts': "export * from './money/money'\n",
      ...{ 'src/money/money.ts': swap('this.cents - other.cents', 'this.cents + other.cents') },
    },
  },
  {
    on: 'shop',
    name: 'an expectation that the issue asks to change',
    change: {
      ...ADD,
      'src/money.test.ts': both(swap('expect(round(1.5)).toBe(2)', 'expect(round(1.5)).toBe(1)')),
    },
  },
  {
    on: 'typescript',
    name: 'a new package of the workspace',
    change: {
      'packages/core/src/round.ts': swap('Math.floor', 'Math.round'),
      'packages/tax/package.json': '{ "name": "@money/tax", "scripts": { "build": "tsc -p ." } }\n',
      'packages/tax/tsconfig.json': '{ "extends": "../../tsconfig.json", "include": ["src"] }\n',
      'packages/tax/src/tax.ts': 'export const tax = (n: number): number => n * 0.2\n',
    },
  },
]
