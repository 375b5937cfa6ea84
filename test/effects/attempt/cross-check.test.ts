import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createProver } from '../../../src/adapters/proof/create-prover.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedStore } from '../../../src/adapters/redaction/redacted-store.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Prover } from '../../../src/ports/prover.ts'
import { judgeMatrix } from '../../../src/stages/proof/judge-matrix.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  ADDER,
  type Files,
  RIGHT,
  type TinyRepository,
  testOf,
  tinyRepository,
  WRONG,
} from '../../adapters/proof/tiny-repository.ts'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const WORKFLOW = `on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: RUN
`
const SUM = testOf('add(2, 3), 5', 'adds')
const CANDIDATES: Readonly<Record<string, Files>> = {
  right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
  wrong: { 'src/add.js': WRONG },
}

/** Installs `sums` for everybody, and `later` where the lock file names it; the home tells that it is found, too. */
const INSTALL = `install() { mkdir -p node_modules/$1 && echo '{"exports": "./index.js"}' > node_modules/$1/package.json && echo "" > node_modules/$1/index.js; }
install sums; ! grep -q later package-lock.json || install later; mkdir -p ~/.cache && echo sums > ~/.cache/sums`
const NEEDS_SUMS = `import 'sums'
import { readFileSync as readHome } from 'node:fs'
readHome(process.env.HOME + '/.cache/sums')
`
/** Takes away what others need, where it can. */
const SPOILS = `import { rmSync } from 'node:fs'
try { rmSync('node_modules/sums', { recursive: true }) } catch {}
rmSync(process.env.HOME + '/.cache/sums')
import { test as spoiled } from 'node:test'
spoiled('spoils', () => undefined)
`

let directory: string
let repository: TinyRepository | undefined

beforeEach(async () => {
  directory = await temporaryFolder()
})
afterEach(async () => {
  await repository?.remove()
  repository = undefined
})

interface Case {
  readonly run?: string
  readonly proof?: unknown
  readonly prover?: Prover
  readonly setUp?: readonly string[]
  readonly files?: Files
  readonly candidates?: Readonly<Record<string, Files>>
}

/** Through the store, as a worker does it. */
async function crossChecked({
  run = 'npm test',
  proof = true,
  prover,
  setUp,
  files = ADDER,
  candidates = CANDIDATES,
}: Case): Promise<AttemptOutcome | undefined> {
  const sandbox = createBubblewrap()
  const workspace = createWorkspace({ dataDir: directory, sandbox })
  repository = await tinyRepository({ ...files, '.github/workflows/ci.yml': WORKFLOW.replace('RUN', run) })
  const { base, folder } = repository
  const proves = []
  for (const [candidate, files] of Object.entries(candidates))
    proves.push({ candidate, base, commit: await repository.commit(files) })
  const speculation = aSpeculation({
    base: { branch: 'main', commit: base },
    settings: Settings.parse({ proof, ...(setUp && { setup: setUp }) }),
    contract: { checks: [aCheck('test')], fingerprint: '' },
  })
  const store = redactedStore(createMemoryStore(), createRedactor())
  await store.insertSpeculation(speculation)
  const key = { speculation: speculation.id, candidate: 'proof', number: 1 }
  await store.insertAttempt({
    ...key,
    toolchain: 'proof',
    task: { kind: 'prove', commits: proves },
    status: 'queued',
    queuedAt: NOW,
  })
  const remote = { url: pathToFileURL(folder).href, authorization: undefined }
  await runAttempt(
    {
      store,
      workspace,
      analysis: createAnalysis({ read: sharedReading }),
      clock: { now: () => Date.parse(NOW) },
      prover: prover ?? createProver({ sandbox, prepare: workspace.prepareDependencies }),
      agents: { agent: () => undefined },
      forgeFor: async () => ({ gitRemote: async () => remote }),
      log: () => undefined,
    },
    key,
    new AbortController().signal,
  )
  return (await store.attempts(speculation.id))[0]?.outcome
}

describe('an attempt at a proof', () => {
  inSandbox('runs the tests of the published commits as the checks of the base do', async () => {
    const outcome = await crossChecked({})
    expect(outcome).toMatchObject({ kind: 'proof', runner: 'node:test' })
    const verdict = outcome?.kind === 'proof' ? judgeMatrix(outcome) : undefined
    expect(verdict?.standings.map(({ candidate, standing }) => [candidate, standing.kind])).toEqual([
      ['right', 'proven'],
      ['wrong', 'refuted'],
    ])
  })

  inSandbox(
    'R4: runs them with what the set-up of the base makes, and no run can change it for another',
    async () => {
      const outcome = await crossChecked({
        setUp: [INSTALL],
        files: { ...ADDER, 'package-lock.json': '{}', 'test/base.test.js': SPOILS },
        candidates: {
          right: { 'src/add.js': RIGHT, 'test/sum.test.js': `${NEEDS_SUMS}${SUM}` },
          wrong: { 'src/add.js': WRONG, 'test/empty.test.js': NEEDS_SUMS },
        },
      })
      const verdict = outcome?.kind === 'proof' ? judgeMatrix(outcome) : undefined
      expect(verdict?.standings.map(({ candidate, standing }) => [candidate, standing.kind])).toEqual([
        ['right', 'proven'],
        ['wrong', 'refuted'],
      ])
    },
  )

  inSandbox('R4: a candidate that changes a lock file is run with a set-up of its own', async () => {
    const outcome = await crossChecked({
      setUp: [INSTALL],
      files: { ...ADDER, 'package-lock.json': '{}' },
      candidates: {
        right: {
          'src/add.js': `import 'later'\n${RIGHT}`,
          'package-lock.json': '{"later": true}',
          'test/sum.test.js': SUM,
        },
      },
    })
    const verdict = outcome?.kind === 'proof' ? judgeMatrix(outcome) : undefined
    expect(verdict?.standings.map(({ standing }) => standing.kind)).toEqual(['proven'])
  })

  inSandbox('measures how much the tests of each notice, where the settings ask for it', async () => {
    const outcome = await crossChecked({ proof: { mutants: 20 } })
    expect(outcome).toMatchObject({
      kind: 'proof',
      matrix: { strength: [{ candidate: 'right', noticed: 2, of: 2, missed: [] }] },
    })
  })

  inSandbox('runs them by the command that the maintainers name', async () => {
    const outcome = await crossChecked({ run: './ci.sh', proof: { command: 'node --test "{files}"' } })
    expect(outcome).toMatchObject({ kind: 'proof', runner: 'node:test' })
  })

  inSandbox('says that nothing is known to run named files, and how to name a command', async () => {
    expect(await crossChecked({ run: './ci.sh' })).toMatchObject({
      kind: 'failure',
      failure: 'not-installed',
      detail: expect.stringContaining('proof.command'),
    })
  })

  it('ends with why, where no sandbox can be made', async () => {
    const sandbox = { ...createBubblewrap(), missing: async () => 'bubblewrap is not installed.' }
    expect(await crossChecked({ prover: createProver({ sandbox }) })).toMatchObject({
      kind: 'failure',
      failure: 'not-installed',
      detail: 'bubblewrap is not installed.',
    })
  })

  it('that breaks is a fault of the app, and a failure like any other', async () => {
    const prove = () => Promise.reject(new Error('no room on the disk'))
    const prover: Prover = { prove, plan: prove, distinguish: prove }
    expect(await crossChecked({ prover })).toMatchObject({ kind: 'failure', failure: 'internal' })
  })

  it('shows nobody a secret that a failing test prints', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const outcome = { kind: 'failed' as const, failure: 'assertion' as const, words: `got ${token}` }
    const side = { kind: 'base' as const }
    const cells = [{ state: side, tests: side, outcome, names: [{ name: 'adds', outcome }] }]
    const matrix = { candidates: [], cells, left: [] }
    const prover: Prover = {
      prove: async () => ({ kind: 'proved', matrix, runner: 'node:test' }),
      plan: async () => ({ kind: 'cannot', reason: 'nobody asks' }),
      distinguish: async () => ({ kind: 'cannot', reason: 'nobody asks' }),
    }
    const found = await crossChecked({ prover })
    expect(found).toMatchObject({ kind: 'proof' })
    expect(JSON.stringify(found)).not.toContain(token)
  })
})
