import { describe, expect, it } from 'vitest'
import { swap } from '../edits.ts'
import { judgePatch, type Repository } from '../judge-patch.ts'

const flow = (run: string) =>
  `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: ${run}\n`
const PRODUCT = { 'src/total.js': 'export const total = (a, b) => a - b\n' }
const FIX = { 'src/total.js': swap('a - b', 'a + b') }

const NODE: Repository = {
  ...PRODUCT,
  '.github/workflows/ci.yml': flow('npm test'),
  'package.json':
    '{ "type": "module", "scripts": { "test": "node --test --import ./test/support/boot.js" } }\n',
  'test/support/boot.js': "import './seed.js'\n",
  'test/support/seed.js': 'globalThis.seed = 42\n',
  'test/support/lines.js': 'export const lines = (...prices) => prices\n',
}
const MOCHA: Repository = {
  ...PRODUCT,
  '.github/workflows/ci.yml': flow('npx mocha -r ./test/hooks.cjs'),
  'package.json': '{}\n',
  'test/hooks.cjs': "exports.mochaHooks = require('./support/strict.cjs')\n",
  'test/support/strict.cjs': 'exports.beforeEach = () => {}\n',
}
const VITEST: Repository = {
  ...PRODUCT,
  '.github/workflows/ci.yml': flow('npx vitest run'),
  'vitest.config.ts': "export default { test: { setupFiles: ['./test/setup.ts'] } }\n",
  'test/setup.ts': "import { toBeMoney } from './matchers'\nexpect.extend({ toBeMoney })\n",
  'test/matchers.ts': 'export const toBeMoney = (a, b) => ({ pass: a === b })\n',
}
const NOX: Repository = {
  ...PRODUCT,
  '.github/workflows/ci.yml': flow('nox -s tests'),
  'noxfile.py':
    'import nox\nfrom tools.sessions import install\n\n\n@nox.session\ndef tests(session):\n    install(session)\n',
  'tools/__init__.py': '',
  'tools/sessions.py': 'def install(session):\n    session.install("-e", ".")\n',
  'tools/release.py': 'print("release")\n',
}
const JUST: Repository = {
  ...PRODUCT,
  '.github/workflows/ci.yml': flow('just test'),
  justfile: 'set dotenv-load\n\ntest:\n    node --test\n',
  '.env': 'TZ=UTC\n',
}

const { '.env': _, ...WITHOUT } = JUST

type Row = readonly [string, Repository, Parameters<typeof judgePatch>[1]['change']]

const judges = async (repository: Repository, change: Row[2]) =>
  (await judgePatch(repository, { change: { ...FIX, ...change } })).filter(
    ({ gate }) => gate === 'what judges',
  )

const CHEATS: readonly Row[] = [
  ['what node loads before the tests', NODE, { 'test/support/seed.js': 'process.exit = () => {}\n' }],
  ['what mocha requires', MOCHA, { 'test/support/strict.cjs': 'exports.beforeEach = undefined\n' }],
  ['a set-up file of vitest', VITEST, { 'test/matchers.ts': swap('a === b', 'true') }],
  ['a noxfile', NOX, { 'tools/sessions.py': 'def install(session):\n    session.run = print\n' }],
  ['a justfile', JUST, { '.env': 'NODE_OPTIONS=--require ./hook.cjs\n' }],
  ['a justfile that has none yet', WITHOUT, { '.env': 'NODE_OPTIONS=-r ./hook.cjs\n' }],
]
const HONEST: readonly Row[] = [
  [
    'a helper of tests beside it',
    NODE,
    { 'test/support/lines.js': (was) => `${was}export const none = []\n` },
  ],
  ['another script of the same folder', NOX, { 'tools/release.py': 'print("release all")\n' }],
  [
    'an environment that nothing asks for',
    { ...JUST, justfile: 'set dotenv-load := false\n\ntest:\n    node --test\n' },
    { '.env': 'TZ=CET\n' },
  ],
]

describe('V1: what a runner is told to load is made of what that loads from beside it', () => {
  it.each(CHEATS)('%s is made of others', async (_, repository, change) => {
    expect(await judges(repository, change)).toHaveLength(1)
  })

  it.each(HONEST)('%s stays free', async (_, repository, change) => {
    expect(await judges(repository, change)).toEqual([])
  })
})
