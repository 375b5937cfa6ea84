import { execa } from 'execa'
import { expect } from 'vitest'
import { usersNode } from '../../../../src/adapters/users-path.ts'
import { judge, type Project, passed } from './judge.ts'
import { inSandboxWith } from './with-tools.ts'

/** What `try` finds on this machine, which need not be the Node that runs this test. */
const { stdout: version } = await execa(await usersNode(), ['--version'])
const [OWN] = version.slice(1).split('.')

const CI = `name: CI

on:
  push:
    branches: [main]
  pull_request:
    types: [opened, synchronize, reopened, ready_for_review]

concurrency:
  group: \${{ github.workflow }}-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: true

jobs:
  build:
    runs-on: ubuntu-latest
    outputs:
      packages: \${{ steps.list.outputs.packages }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: ${OWN}
          cache: npm
      - uses: actions/cache@v4
        with:
          path: node_modules
          key: modules-\${{ runner.os }}-\${{ hashFiles('package-lock.json') }}
      - run: npm ci
      - run: npm run build --workspaces --if-present
      - id: list
        run: echo "packages=$(ls packages | tr '\\n' ' ')" >> "$GITHUB_OUTPUT"
      - uses: actions/upload-artifact@v4
        with:
          name: dist
          path: packages/*/dist
          retention-days: 1

  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: biomejs/setup-biome@v2
      - run: biome ci .

  test:
    name: Node \${{ matrix.node }}\${{ matrix.label }}
    needs: build
    runs-on: \${{ matrix.os }}
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-latest]
        node: [${OWN}]
        include:
          - node: 18.0.0
            os: ubuntu-latest
            label: ' (oldest)'
          - node: ${OWN}
            os: windows-latest
            label: ' on Windows'
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ matrix.node }}
          cache: npm
      - run: npm ci --ignore-scripts
      - uses: actions/download-artifact@v4
        with:
          name: dist
          path: packages
      - run: test -n "\${{ needs.build.outputs.packages }}"
      - run: npm test
        env:
          NODE_OPTIONS: --enable-source-maps

  all-green:
    name: All green
    if: \${{ always() && github.event_name == 'pull_request' }}
    needs: [build, test]
    runs-on: ubuntu-latest
    steps:
      - name: Ask all
        run: |
          test '\${{ needs.build.result }}' = success
          test '\${{ contains(needs.*.result, 'failure') }}' = false
`

const WRAP = `/** Words of a text, in lines of at most \`width\` characters. */
export function wrap(text, width = 80) {
  const lines = []
  let line = ''
  for (const word of text.split(/\\s+/)) {
    if (line.length + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : \`\${line} \${word}\`
  }
  return [...lines, line]
}
`
const RIGHT = WRAP.replace(
  'if (line.length + word.length > width) {',
  "if (line !== '' && line.length + 1 + word.length > width) {",
)
/** The blank counts now, and the empty line before a long word stays. */
const WRONG = WRAP.replace('line.length + word.length', 'line.length + 1 + word.length')

const TESTS = `import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wrap } from '../src/wrap.js'

describe('wrap', () => {
  it('keeps a short text', () => {
    assert.deepEqual(wrap('one two'), ['one two'])
  })

  it('breaks between words', () => {
    assert.deepEqual(wrap('one two three', 9), ['one two', 'three'])
  })
})
`
const MORE = TESTS.replace(
  /\}\)\n$/,
  `
  it('counts the blank', () => {
    assert.deepEqual(wrap('one two', 6), ['one', 'two'])
  })

  it('starts with no empty line', () => {
    assert.deepEqual(wrap('extraordinary day', 5), ['extraordinary', 'day'])
  })
})
`,
)

const MANIFEST = {
  name: 'tidy',
  private: true,
  type: 'module',
  workspaces: ['packages/*'],
  scripts: { build: 'npm run build --workspaces --if-present', test: 'npm test --workspaces' },
}
const CORE = {
  name: '@tidy/core',
  version: '1.0.0',
  type: 'module',
  exports: './src/wrap.js',
  scripts: { build: 'node ../../scripts/build.js', test: 'node --test' },
}
const CLI = {
  name: '@tidy/cli',
  version: '1.0.0',
  type: 'module',
  bin: { tidy: 'src/cli.js' },
  dependencies: { '@tidy/core': '^1.0.0' },
  scripts: { test: 'node --test' },
}
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

const PROJECT: Project = {
  name: 'tidy',
  files: {
    '.github/workflows/ci.yml': CI,
    '.gitignore': 'node_modules/\ndist/\n',
    '.npmrc': 'audit=false\nfund=false\n',
    'package.json': json(MANIFEST),
    'package-lock.json': json({
      name: 'tidy',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'tidy', workspaces: MANIFEST.workspaces },
        'node_modules/@tidy/cli': { resolved: 'packages/cli', link: true },
        'node_modules/@tidy/core': { resolved: 'packages/core', link: true },
        'packages/cli': { name: CLI.name, version: '1.0.0', dependencies: CLI.dependencies, bin: CLI.bin },
        'packages/core': { name: CORE.name, version: '1.0.0' },
      },
    }),
    'scripts/build.js': `import { cpSync } from 'node:fs'
cpSync('src', 'dist', { recursive: true })
`,
    'packages/core/package.json': json(CORE),
    'packages/core/src/wrap.js': WRAP,
    'packages/core/test/wrap.test.js': TESTS,
    'packages/cli/package.json': json(CLI),
    'packages/cli/src/cli.js': `#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { wrap } from '@tidy/core'

const [file, width] = process.argv.slice(2)
console.log(wrap(readFileSync(file, 'utf8').trim(), Number(width ?? 80)).join('\\n'))
`,
    'packages/cli/test/cli.test.js': `import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

test('prints the lines', () => {
  const said = execFileSync(process.execPath, [at('../src/cli.js'), at('poem.txt'), '9'], { encoding: 'utf8' })
  assert.equal(said, 'one two\\nthree\\n')
})
`,
    'packages/cli/test/poem.txt': 'one two three\n',
  },
  issue: `# Lines are one too long

\`wrap('one two', 6)\` answers one line of seven characters: the blank is not counted. And a first word that is longer than a line comes
after an empty line.
`,
  agents: {
    right: { 'packages/core/src/wrap.js': RIGHT, 'packages/core/test/wrap.test.js': MORE },
    wrong: { 'packages/core/src/wrap.js': WRONG },
    cheat: {
      'packages/core/src/wrap.js': WRAP.replace('> width', '>= width'),
      'packages/core/package.json': json({ ...CORE, scripts: { ...CORE.scripts, test: 'true' } }),
    },
  },
}

inSandboxWith('node', 'R1: npm workspaces, with an artifact and a job that waits for all', async () => {
  const { winner, rows, leftOut, exitCode, stderr } = await judge(PROJECT, { args: ['--setup', 'npm ci'] })
  expect([exitCode, winner], stderr).toEqual([0, 'right'])
  expect(passed(rows.right)).toEqual(expect.arrayContaining(['build', `Node ${OWN}`, 'All green']))
  expect(rows.wrong).toMatchObject({
    result: 'reject',
    reason: expect.stringContaining('starts with no empty line'),
  })
  expect(rows.cheat).toMatchObject({
    result: 'reject',
    reason: expect.stringContaining('`packages/core/package.json`'),
  })
  expect(leftOut).toMatchObject({
    lint: expect.stringContaining('biome'),
    'Node 18.0.0 (oldest)': expect.stringContaining('18.0.0'),
    [`Node ${OWN} on Windows`]: expect.stringContaining('windows-latest'),
  })
})
