import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { knownRunner } from '../../../src/adapters/proof/run/test-runner.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import { countBacktest } from '../../../src/commands/backtest/count-backtest.ts'
import { runBacktest } from '../../../src/commands/backtest/run-backtest.ts'
import { parseSettings } from '../../../src/config/repository.ts'
import { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import { backtestText } from '../../../src/messages/terminal/backtest/backtest.ts'
import { backtestPage } from '../../../src/messages/terminal/backtest/backtest-page.ts'
import {
  ADDER,
  type Files,
  type TinyRepository,
  testOf,
  tinyRepository,
} from '../../adapters/proof/tiny-repository.ts'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const BUG = 'export function add(a, b) {\n  if (b === undefined) return a\n  return a - b\n}\n'
/** Two places, of which the base’s own test sees neither. */
const FIX = 'export function add(a, b) {\n  if (b === undefined || b === null) return a\n  return a + b\n}\n'
const TEST = `${testOf('add(2, 3), 5', 'adds')}test('null', () => assert.equal(add(2, null), 2))\n`

let repository: TinyRepository
let scratch: string

beforeEach(async () => {
  scratch = await temporaryFolder()
})

afterEach(async () => {
  await repository.remove()
})

async function run(change: Files, subject: string, { setup }: { setup?: string } = {}) {
  repository = await tinyRepository({ ...ADDER, 'src/add.js': BUG })
  const head = await repository.commit(change, subject)
  const settings = parseSettings(undefined)
  const runner = knownRunner('node --test')
  if (!settings.ok || !runner) throw new Error('the defaults have no mistakes')
  const objects = join(repository.folder, '.git/objects')
  const sandbox = createBubblewrap()
  const known = {
    head,
    last: 5,
    settings: settings.value,
    runnerAt: async () => runner,
    sandbox,
    seconds: 60,
    scratch,
    objects,
    setup,
  }
  const idle = () => undefined
  return runBacktest(known, {
    onFound: idle,
    onBegin: idle,
    onDoing: idle,
    onFix: idle,
    signal: new AbortController().signal,
  })
}

describe('past fixes judged', () => {
  inSandbox(
    'a wrong candidate that the checks pass is told apart by proof, under every policy',
    async () => {
      const fixes = await run({ 'src/add.js': FIX, 'test/sum.test.js': TEST }, 'Fix <b>add</b>')
      const [fix] = fixes
      expect(fix).toMatchObject({ kind: 'judged', isOpen: true })
      if (fix?.kind !== 'judged') throw new Error('it can be judged')
      expect(fix.pool.map(({ id, isRight }) => `${id} ${isRight ? 'right' : 'wrong'}`)).toEqual([
        'real right',
        'no-test right',
        'part wrong',
        expect.stringMatching(/^mutant-[12] wrong$/),
      ])
      const right = fix.pool.filter(({ isRight }) => isRight).map(({ id }) => id)
      for (const outcome of fix.outcomes) expect(right).toContain(outcome.with.promoted)
      const counts = countBacktest(fixes)
      expect(counts.filter(({ pools }) => pools === 'open').map((one) => one.with)).toEqual(
        PolicyName.options.map(() => ({ right: 1, wrong: 0, nobody: 0 })),
      )
      const document = { version: 1 as const, head: 'h', runner: 'node:test', fixes, counts }
      expect(backtestText(document)).toContain('1 past fix, 1 judged; in 1 of these')
      expect(backtestPage(document)).toContain('Fix &lt;b&gt;add&lt;/b&gt;')
    },
    120_000,
  )

  inSandbox(
    'a fix whose test passes on its parent tells nothing',
    async () => {
      const idle = testOf('add(2, 0), 2', 'still')
      const [fix] = await run({ 'src/add.js': FIX, 'test/sum.test.js': idle }, 'Fix add')
      expect(fix).toMatchObject({ kind: 'left', why: 'its test passes on the base too' })
    },
    60_000,
  )

  inSandbox(
    'what is installed and asks where it lies finds the code under test, not the base’s',
    async () => {
      const setup = [
        'mkdir -p node_modules/installed',
        `echo '{ "type": "module", "exports": "./index.js" }' > node_modules/installed/package.json`,
        `echo 'export * from "../../src/add.js"' > node_modules/installed/index.js`,
      ].join(' && ')
      const test = TEST.replace('../src/add.js', 'installed')
      const [fix] = await run({ 'src/add.js': FIX, 'test/sum.test.js': test }, 'Fix add', { setup })
      expect(fix).toMatchObject({ kind: 'judged', isOpen: true })
    },
    120_000,
  )

  it('a set-up that fails is said', async () => {
    const change = { 'src/add.js': FIX, 'test/sum.test.js': TEST }
    const [fix] = await run(change, 'Fix add', {
      setup: 'echo looks for it; echo no registry here >&2; exit 3',
    })
    expect(fix).toMatchObject({
      kind: 'left',
      why: 'the set-up of its parent ends with exit code 3: looks for it / no registry here',
    })
  })

  it('E11: a commit without a test is no fix to judge', async () => {
    expect(await run({ 'src/add.js': FIX }, 'Fix add')).toEqual([])
  })
})
