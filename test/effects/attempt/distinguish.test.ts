import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createProver } from '../../../src/adapters/proof/create-prover.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Prover } from '../../../src/ports/prover.ts'
import { findDifference } from '../../../src/stages/proof/find-difference.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  ADDER,
  type Files,
  RIGHT,
  type TinyRepository,
  testOf,
  tinyRepository,
} from '../../adapters/proof/tiny-repository.ts'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { onThisHost, shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const WORKFLOW = `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
`
/** Both add; they differ in what they make of a text. */
const CANDIDATES: Readonly<Record<string, Files>> = {
  'joins-texts': { 'src/add.js': RIGHT },
  'counts-texts': { 'src/add.js': 'export function add(a, b) {\n  return a + Number(b)\n}\n' },
}
const BETWEEN: [string, string] = ['joins-texts', 'counts-texts']
const TEXTS = testOf('add(2, "3"), 5', 'a number in a text counts as a number')

let directory: string
let repository: TinyRepository | undefined

beforeEach(async () => {
  directory = await temporaryFolder()
})
afterEach(async () => {
  await repository?.remove()
  repository = undefined
})

/** Through the store, as a worker does it; the toolchain is a shell script. */
async function reported(
  script: string,
  prover: Prover = createProver({ sandbox: createBubblewrap() }),
): Promise<AttemptOutcome | undefined> {
  repository = await tinyRepository({ ...ADDER, '.github/workflows/ci.yml': WORKFLOW })
  const { base, folder } = repository
  const all = []
  for (const [candidate, files] of Object.entries(CANDIDATES))
    all.push({ candidate, base, commit: await repository.commit(files) })
  const speculation = aSpeculation({
    base: { branch: 'main', commit: base },
    settings: Settings.parse({ proof: { distinguish: 'writer' } }),
    contract: { checks: [aCheck('test')], fingerprint: '' },
  })
  const store = createMemoryStore()
  await store.insertSpeculation(speculation)
  const key = { speculation: speculation.id, candidate: 'distinction', number: 1 }
  const task = { kind: 'distinguish' as const, between: BETWEEN, all }
  const attempt = { ...key, toolchain: 'writer', task, status: 'queued' as const, queuedAt: NOW }
  await store.insertAttempt(attempt)
  const toolchain = shellToolchain(script)
  const remote = { url: pathToFileURL(folder).href, authorization: undefined }
  await runAttempt(
    {
      store,
      workspace: createWorkspace({ dataDir: directory }),
      analysis: createAnalysis({ read: sharedReading }),
      clock: { now: () => Date.parse(NOW) },
      prover,
      agents: createAgents(new Map([['writer', toolchain]]), onThisHost),
      forgeFor: async () => ({ gitRemote: async () => remote }),
      log: () => undefined,
    },
    key,
    new AbortController().signal,
  )
  return (await store.attempts(speculation.id))[0]?.outcome
}

const write = (path: string, text: string) =>
  `mkdir -p "$(dirname '${path}')" && printf '%s' '${text.replaceAll("'", "'\\''")}' > '${path}'`

function linesOf(outcome: AttemptOutcome | undefined): string[] {
  if (outcome?.kind !== 'distinction') return [JSON.stringify(outcome)]
  return outcome.cells.map(
    ({ state, outcome: { kind } }) => `${state.kind === 'base' ? 'base' : state.id}: ${kind}`,
  )
}

const found = (outcome: AttemptOutcome | undefined) =>
  outcome?.kind === 'distinction' ? findDifference(outcome, BETWEEN) : undefined

describe('an attempt at a test on which two candidates differ', () => {
  inSandbox(
    'is an agent that reads both patches on the base, and whose test is run on everybody',
    async () => {
      const reading = [
        'cat > "$HOME/brief"',
        'grep -q "^+  return a + b$" "$HOME/brief"',
        'grep -q "^+  return a + Number(b)$" "$HOME/brief"',
        'grep -q "a - b" src/add.js',
        '! grep -qE "joins-texts|counts-texts" "$HOME/brief"',
      ].join(' && ')
      const outcome = await reported(`${reading} && ${write('test/text.test.js', TEXTS)}`)
      expect(linesOf(outcome)).toEqual(['base: failed', 'joins-texts: failed', 'counts-texts: passed'])
      expect(outcome).toMatchObject({
        kind: 'distinction',
        files: [{ path: 'test/text.test.js', text: TEXTS }],
        ignored: [],
        runner: 'node:test',
      })
      expect(found(outcome)).toMatchObject({
        kind: 'differs',
        more: 0,
        difference: {
          file: 'test/text.test.js',
          name: 'a number in a text counts as a number',
          passes: 'counts-texts',
          fails: 'joins-texts',
        },
      })
    },
  )

  inSandbox(
    'takes new tests and their data alone; whatever else was changed is told and has no effect',
    async () => {
      const outcome = await reported(
        [
          write('test/text.test.js', TEXTS),
          write('src/add.js', 'export const add = () => 5\n'),
          write('src/helper.js', 'export const five = 5\n'),
          write('test/zero.test.js', testOf('1, 2', 'zero changes nothing')),
          write('test/fixtures/texts.json', '[]'),
          write('package.json', '{}'),
        ].join(' && '),
      )
      expect(outcome).toMatchObject({
        files: [{ path: 'test/text.test.js' }, { path: 'test/fixtures/texts.json' }],
        ignored: [
          { path: 'test/zero.test.js', reason: 'is not a new file' },
          { path: 'package.json', reason: 'is not a new file' },
          { path: 'src/add.js', reason: 'is not a new file' },
          { path: 'src/helper.js', reason: 'is neither a test nor test data' },
        ],
      })
      expect(found(outcome)).toMatchObject({
        kind: 'differs',
        difference: { passes: 'counts-texts', onBase: 'fails' },
      })
    },
  )

  inSandbox.each([
    ['ends well before it has tested anything', "import 'node:test'\nprocess.exit(0)\n"],
    [
      'prints results that nobody ran',
      "console.log('TAP version 13\\nok 1 - it works\\n1..1')\nprocess.exit(0)\n",
    ],
    [
      'deletes what it can',
      "import { rmSync } from 'node:fs'\nimport test from 'node:test'\nrmSync('src', { recursive: true })\ntest('gone', async () => { await import('../src/add.js') })\n",
    ],
  ])('has no use for a test that %s', async (_, text) => {
    const outcome = await reported(write('test/text.test.js', text))
    expect(found(outcome)).toMatchObject({ kind: 'nothing' })
  })

  it.each([
    ['nothing', 'true', ''],
    [
      'what is no test',
      write('notes.md', 'They are the same.\n'),
      'notes.md is neither a test nor test data',
    ],
    [
      'a test that is too long',
      `${write('test/long.test.js', TEXTS)} && yes '// and so on' | head -c 21000 >> test/long.test.js`,
      '20 KB in total',
    ],
    [
      'a test with a secret in it',
      write('test/text.test.js', `// ghp_${'a1B2c3D4e5F6'.repeat(3)}\n${TEXTS}`),
      'looks as if it holds a secret',
    ],
    ['a changed test', write('test/zero.test.js', TEXTS), 'test/zero.test.js is not a new file'],
  ])('that leaves %s has found none', async (_, script, why) => {
    expect(await reported(script)).toMatchObject({
      kind: 'failure',
      failure: 'no-changes',
      detail: expect.stringContaining(why),
    })
  })

  it('ends with why, where no sandbox can be made', async () => {
    const sandbox = { ...createBubblewrap(), missing: async () => 'bubblewrap is not installed.' }
    expect(await reported(write('test/text.test.js', TEXTS), createProver({ sandbox }))).toMatchObject({
      kind: 'failure',
      failure: 'not-installed',
      detail: 'bubblewrap is not installed.',
    })
  })

  it('that ends with an error is a failure like any other', async () => {
    expect(await reported('exit 3')).toMatchObject({ kind: 'failure', failure: 'crashed' })
  })
})
