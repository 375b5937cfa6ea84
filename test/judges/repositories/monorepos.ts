// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { workflow } from './workflow.ts'

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

export const MONOREPOS = {
  /** npm workspaces with three runners, a matrix, an action and a workflow of their own. */
  workspaces: {
    '.github/workflows/ci.yml': `name: CI
on:
  push: { branches: [main] }
  pull_request:
jobs:
  test:
    runs-on: \${{ matrix.os }}
    strategy:
      matrix:
        node: [20, 22]
        os: [ubuntu-latest]
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/setup
        with:
          node: \${{ matrix.node }}
      - run: npm run ci
  lint:
    uses: ./.github/workflows/lint.yml
`,
    '.github/workflows/lint.yml': `on: workflow_call
jobs:
  eslint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: |
          npx eslint packages
          npx prettier --check .
`,
    '.github/actions/setup/action.yml': `name: Set up
inputs: { node: { required: true } }
runs:
  using: composite
  steps:
    - uses: actions/setup-node@v4
      with: { node-version: '\${{ inputs.node }}' }
    - run: npm ci
      shell: bash
`,
    'package.json': json({
      name: 'texts',
      private: true,
      workspaces: ['packages/*'],
      scripts: {
        build: 'npm run build --workspaces --if-present',
        ci: 'npm run build && npm test',
        test: 'c8 --check-coverage npm test --workspaces --if-present',
      },
      devDependencies: { ava: '^6.0.0', c8: '^10.0.0', chai: '^5.0.0', eslint: '^9.0.0', mocha: '^10.0.0' },
    }),
    'package-lock.json': json({ name: 'texts', lockfileVersion: 3, packages: {} }),
    '.c8rc.json': '{ "lines": 95, "all": true }\n',
    '.prettierrc': '{ "semi": false }\n',
    'eslint.config.mjs': "export default [{ rules: { 'no-undef': 'error' } }]\n",
    'tools/register.cjs': "process.env.TZ = 'UTC'\n",
    'packages/parse/package.json': json({
      name: '@texts/parse',
      version: '1.2.0',
      type: 'module',
      scripts: { test: 'mocha' },
      dependencies: { entities: '^5.0.0' },
    }),
    'packages/parse/.mocharc.yml': 'spec: test/**/*.spec.js\nrequire: ../../tools/register.cjs\n',
    'packages/parse/index.js': 'export function parse(text) {\n  return text.split(/ /)\n}\n',
    'packages/parse/test/parse.spec.js': `import { expect } from 'chai'
import { parse } from '../index.js'

describe('parse', () => {
  it('splits words', () => {
    expect(parse('a  b')).to.deep.equal(['a', 'b'])
  })

  it('takes one word', () => {
    expect(parse('a')).to.deep.equal(['a'])
  })
})
`,
    'packages/print/package.json': json({
      name: '@texts/print',
      version: '1.2.0',
      type: 'module',
      scripts: { test: 'ava' },
      ava: { files: ['test/*.js'] },
    }),
    'packages/print/index.js': "export const print = (words) => words.join(' ')\n",
    'packages/print/test/print.js':
      "import test from 'ava'\nimport { print } from '../index.js'\n\ntest('joins', (t) => {\n  t.is(print(['a', 'b']), 'a b')\n})\n",
    'packages/cli/package.json': json({
      name: 'texts',
      version: '1.2.0',
      bin: 'bin/texts.js',
      scripts: { test: 'bash test/run.sh' },
    }),
    'packages/cli/bin/texts.js': '#!/usr/bin/env node\nprocess.stdin.pipe(process.stdout)\n',
    'packages/cli/test/run.sh':
      '#!/usr/bin/env bash\nset -euo pipefail\ncd "$(dirname "$0")"\nfor given in cases/*.in; do\n  node ../bin/texts.js < "$given" | diff - "${given%.in}.out"\ndone\n',
    'packages/cli/test/cases/one.in': 'a  b\n',
    'packages/cli/test/cases/one.out': 'a b\n',
    'README.md': '# texts\n',
    'CHANGELOG.md': '# Changes\n',
    '.gitignore': 'node_modules\n',
  },
  /** Yarn with turbo, jest through ts-jest, playwright. */
  shop: {
    ...workflow(
      'actions/setup-node@v4',
      'corepack enable',
      'yarn install --immutable',
      'yarn turbo run typecheck lint test',
      'yarn format:check',
      'yarn playwright test',
    ),
    'package.json': json({
      name: 'shop',
      private: true,
      packageManager: 'yarn@4.5.0',
      scripts: {
        'format:check': 'prettier --check .',
        lint: 'eslint . --max-warnings 0',
        test: 'jest --coverage',
        typecheck: 'tsc --noEmit -p tsconfig.json',
        start: 'node dist/server.js',
      },
      dependencies: { 'decimal.js': '^10.4.3' },
      devDependencies: { jest: '^29.7.0', 'ts-jest': '^29.2.0', turbo: '^2.1.0', typescript: '^5.5.0' },
    }),
    'yarn.lock': '__metadata:\n  version: 8\n',
    '.yarnrc.yml': 'nodeLinker: node-modules\n',
    'turbo.json': json({ tasks: { typecheck: {}, lint: {}, test: { dependsOn: ['typecheck'] } } }),
    'tsconfig.base.json': '{ "compilerOptions": { "strict": true, "module": "nodenext" } }\n',
    'tsconfig.json': '{ "extends": "./tsconfig.base.json", "include": ["src", "tests"] }\n',
    'jest.config.ts': `import type { Config } from 'jest'
const config: Config = {
  preset: 'ts-jest',
  roots: ['<rootDir>/src'],
  globalSetup: './tools/global-setup.ts',
  setupFilesAfterEnv: ['<rootDir>/tools/jest.setup.ts'],
  coverageThreshold: { global: { branches: 80 } },
}
export default config
`,
    'tools/jest.setup.ts': 'jest.setTimeout(10_000)\n',
    'tools/global-setup.ts': "export default async () => {\n  process.env.TZ = 'UTC'\n}\n",
    'eslint.config.mjs': "import base from './tools/lint-base.mjs'\nexport default base\n",
    'tools/lint-base.mjs': "export default [{ rules: { eqeqeq: 'error' } }]\n",
    'playwright.config.ts':
      "import { defineConfig } from '@playwright/test'\nexport default defineConfig({ testDir: './tests/e2e', webServer: { command: 'yarn start', port: 3000 } })\n",
    'src/money.ts':
      "import { Decimal } from 'decimal.js'\n\nexport class Money {\n  constructor(readonly cents: number) {}\n\n  plus(other: Money): Money {\n    return new Money(this.cents - other.cents)\n  }\n}\n\nexport const round = (value: number): number => new Decimal(value).floor().toNumber()\n",
    'src/money.test.ts': `import { Money, round } from './money'

describe('Money', () => {
  it('adds', () => {
    expect(new Money(1).plus(new Money(2))).toEqual(new Money(3))
  })

  it('rounds', () => {
    expect(round(1.5)).toBe(2)
  })

  it('prints', () => {
    expect(new Money(3)).toMatchSnapshot()
  })
})
`,
    'src/__snapshots__/money.test.ts.snap':
      '// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports[`Money prints 1`] = `\nMoney {\n  "cents": 3,\n}\n`;\n',
    'tests/e2e/buy.spec.ts':
      "import { expect, test } from '@playwright/test'\n\ntest('buys', async ({ page }) => {\n  await page.goto('/')\n  await expect(page.getByRole('button')).toHaveText('Buy')\n})\n",
    'docs/money.md': '# Money\n',
  },
}
