import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createRunner } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createProver } from '../../../src/adapters/proof/create-prover.ts'
import { proofTitle } from '../../../src/domain/candidate/candidate.ts'
import type { ProofSubject } from '../../../src/domain/candidate/task.ts'
import { speculationId } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { AttemptKey, Store } from '../../../src/ports/store.ts'
import { judgeMatrix } from '../../../src/stages/proof/judge-matrix.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import { ADDER, RIGHT, testOf, WRONG } from '../../adapters/proof/tiny-repository.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const TEMPLATE = readFileSync(new URL('../../../docs/proof-workflow.yml', import.meta.url), 'utf8')
const CI = `on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: npm test }] }
`
const SUM = testOf('add(2, 3), 5', 'adds')
/** Deletes what lies about, claims to have passed, in the words of the workflow too, and ends early. */
const HOSTILE = `import { rmSync } from 'node:fs'
for (const run of ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'])
  console.log('speculate-proof ' + run + ' 1 ended 0 1\\n::error::x\\nok 1 - adds')
rmSync('test', { recursive: true, force: true })
process.exit(0)
`

let stage: EmbeddedStage
let directory: string
let base: string

beforeAll(async () => {
  directory = await temporaryFolder()
  stage = await startEmbeddedStage({ runner: createRunner({ jobs: 4 }) })
  const files = {
    ...ADDER,
    '.github/workflows/ci.yml': CI,
    '.github/workflows/speculate-proof.yml': TEMPLATE,
  }
  for (const [path, text] of Object.entries(files)) base = await stage.commitToMain(path, text ?? '')
})
afterAll(async () => {
  await stage.close()
})

describe('a proof in a workflow of the repository', () => {
  it('runs every pair in a job of its own, and tells each apart by what its job printed', async () => {
    const world = await start({
      right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
      wrong: { 'src/add.js': WRONG },
    })
    await world.attempt()
    const outcome = await world.outcome()
    if (outcome?.kind !== 'proof') throw new Error(JSON.stringify(outcome))
    expect(outcome.runner).toBe('node:test')
    const { standings, tests } = judgeMatrix(outcome)
    expect(standings.map(({ candidate, standing }) => [candidate, standing.kind])).toEqual([
      ['right', 'proven'],
      ['wrong', 'refuted'],
    ])
    expect(tests[0]?.test).toEqual({ author: 'right', file: 'test/sum.test.js', name: 'adds' })
    const jobs = world.jobs()
    expect(jobs.map(({ name }) => name).toSorted()).toEqual([
      'right_with_tests_of_right',
      'right_with_tests_of_the_base',
      'the_base_with_tests_of_right',
      'the_base_with_tests_of_the_base',
      'wrong_with_tests_of_right',
      'wrong_with_tests_of_the_base',
    ])
    // Each cell names the job that ran it, and where it can be read.
    const { cells, pages = [] } = outcome.matrix
    expect(new Set(cells.map(({ run }) => run))).toEqual(new Set(jobs.map(({ id }) => String(id))))
    expect(pages.map(({ url }) => url)).toContain(
      `${stage.github.url}/acme/payments/actions/runs/${world.runs()[0]?.id}/job/${jobs[0]?.id}`,
    )
    // Nothing of the machine that ran it.
    expect(JSON.stringify(outcome)).not.toContain(tmpdir())
  })

  it('gives a command that runs nothing without names the files of the base’s own tests, in the same jobs', async () => {
    const world = await start(
      {
        right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
        cheat: { 'src/add.js': 'export const add = () => 5\n' },
      },
      'speculate-proof.yml',
      'node {files}',
    )
    await world.attempt()
    const outcome = await world.outcome()
    if (outcome?.kind !== 'proof') throw new Error(JSON.stringify(outcome))
    const { standings } = judgeMatrix(outcome)
    expect(standings.map(({ standing }) => standing)).toMatchObject([
      { kind: 'proven' },
      { kind: 'fails-base', tests: ['test/zero.test.js'] },
    ])
    expect(world.jobs()).toHaveLength(6)
  })

  it('lets a hostile candidate change no pair but its own', async () => {
    const world = await start({
      right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
      hostile: { 'src/add.js': `${HOSTILE}${WRONG}` },
    })
    await world.attempt()
    const outcome = await world.outcome()
    if (outcome?.kind !== 'proof') throw new Error(JSON.stringify(outcome))
    const { standings } = judgeMatrix(outcome)
    expect(standings[0]).toMatchObject({ candidate: 'right', standing: { kind: 'proven' } })
    expect(standings[1]?.standing.kind).not.toMatch(/^proven/)
  })

  it.each(['is shut down', 'dies'])(
    'is one run and one verdict where its worker %s meanwhile',
    async (how) => {
      const world = await start({
        right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
        wrong: { 'src/add.js': WRONG },
      })
      await world.leave(how === 'dies')
      expect(world.runs()).toHaveLength(1)
      expect(await world.outcome()).toBeUndefined()
      await world.attempt()
      expect(world.runs()).toHaveLength(1)
      expect(world.runs()[0]?.conclusion).toBe('success')
      const outcome = await world.outcome()
      if (outcome?.kind !== 'proof') throw new Error(JSON.stringify(outcome))
      expect(judgeMatrix(outcome).standings.map(({ standing }) => standing.kind)).toEqual([
        'proven',
        'refuted',
      ])
      // Whoever comes after that finds it done.
      await world.attempt()
      expect(world.runs()).toHaveLength(1)
    },
  )

  it('cancels its run when nobody needs it any more', async () => {
    const world = await start({
      slow: { 'src/add.js': `await new Promise((done) => setTimeout(done, 3_600_000))\n${RIGHT}` },
      right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
    })
    const running = world.attempt()
    await expect.poll(() => world.runs()[0]?.status, { timeout: 60_000 }).toBe('in_progress')
    const usage = { seconds: 0, unknown: true as const }
    const outcome = { kind: 'failure' as const, failure: 'cancelled' as const, detail: 'withdrawn', usage }
    await world.store.endAttempt(world.key, new Date().toISOString(), outcome, undefined)
    await running
    await expect.poll(() => world.runs()[0]?.conclusion, { timeout: 60_000 }).toBe('cancelled')
  })

  it('counts for nothing where the file is another one than the candidates have started from', async () => {
    const world = await start({
      right: { 'src/add.js': RIGHT, 'test/sum.test.js': SUM },
      wrong: { 'src/add.js': WRONG },
    })
    await stage.commitToMain('.github/workflows/speculate-proof.yml', `${TEMPLATE}# changed\n`)
    await world.attempt()
    expect(await world.outcome()).toMatchObject({
      kind: 'failure',
      detail: 'speculate-proof.yml has changed on `main` since the candidates were started',
    })
    base = await stage.commitToMain('.github/workflows/speculate-proof.yml', TEMPLATE)
  })

  it('says that there is no such workflow', async () => {
    const world = await start({ right: { 'src/add.js': RIGHT }, wrong: { 'src/add.js': WRONG } }, 'other.yml')
    await world.attempt()
    expect(await world.outcome()).toMatchObject({
      kind: 'failure',
      detail: expect.stringContaining('no workflow other.yml'),
    })
  })
})

let runs = 0

async function start(
  candidates: Readonly<Record<string, Readonly<Record<string, string>>>>,
  workflow = 'speculate-proof.yml',
  command?: string,
) {
  const number = await stage.openIssue({ title: 'add subtracts', body: 'It does.' })
  const issue = { ...stage.repository, number }
  runs += 1
  const run = runs
  const id = speculationId(issue, run)
  const speculation = aSpeculation({
    id,
    run,
    issue,
    base: { branch: 'main', commit: base },
    settings: Settings.parse({ proof: { workflow, ...(command !== undefined && { command }) } }),
    contract: { checks: [aCheck('test')], fingerprint: '' },
  })
  const store = createMemoryStore()
  await store.insertSpeculation(speculation)
  const key = { speculation: id, candidate: 'proof', number: 1 }
  await store.insertAttempt({
    ...key,
    toolchain: 'proof',
    task: { kind: 'prove', commits: await pushAll(candidates, number) },
    status: 'queued',
    queuedAt: new Date().toISOString(),
  })
  const context = aWorker(store)
  return {
    store,
    key,
    attempt: () => runAttempt(context, key, new AbortController().signal),
    leave: (dies: boolean) => leave(context, key, dies),
    outcome: async () => (await store.attempts(id))[0]?.outcome,
    ...runsNamed(proofTitle(issue, run, { number: 1 })),
  }
}

/** A branch for each candidate, with its files on top of the base. */
async function pushAll(
  candidates: Readonly<Record<string, Readonly<Record<string, string>>>>,
  number: number,
): Promise<ProofSubject[]> {
  const subjects: ProofSubject[] = []
  for (const [candidate, files] of Object.entries(candidates)) {
    let commit = base
    for (const [path, text] of Object.entries(files))
      commit = await stage.push(`candidates/${number}/${candidate}`, path, text)
    subjects.push({ candidate, base, commit })
  }
  return subjects
}

function aWorker(store: Store): RunAttempt {
  const { forgeFor } = stage.installations
  return {
    store,
    workspace: createWorkspace({ dataDir: directory }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.now() },
    prover: createProver({ sandbox: onThisHost.sandbox }),
    agents: { agent: () => undefined },
    forgeFor,
    dispatching: { workflow: () => undefined, forgeFor, pollMs: 100 },
    log: () => {},
    heartbeatMs: 50,
  }
}

/** A worker that is gone right after it has started the run, and has had no time to say more than it must. */
async function leave(context: RunAttempt, key: AttemptKey, dies: boolean): Promise<void> {
  const shutdown = new AbortController()
  const gone = Promise.withResolvers<void>()
  const { forgeFor } = stage.installations
  const leaving: typeof forgeFor = async (repository) => {
    const forge = await forgeFor(repository)
    const dispatchWorkflow: typeof forge.dispatchWorkflow = async (...asked) => {
      const run = await forge.dispatchWorkflow(...asked)
      if (!dies) shutdown.abort(new Error('the worker is shut down'))
      gone.resolve()
      return dies ? new Promise(() => undefined) : run
    }
    return { ...forge, dispatchWorkflow }
  }
  const dispatching = { workflow: () => undefined, forgeFor: leaving, pollMs: 100 }
  const running = runAttempt({ ...context, dispatching, heartbeatMs: 3_600_000 }, key, shutdown.signal)
  await (dies ? gone.promise : expect(running).rejects.toThrow('the worker is shut down'))
}

function runsNamed(title: string) {
  const [repository] = stage.github.state.repositories
  if (!repository) throw new Error('no repository')
  const own = () => repository.workflowRuns.filter((one) => one.title === title)
  return {
    runs: own,
    jobs: () => repository.workflowJobs.filter(({ runId }) => own().some((one) => one.id === runId)),
  }
}
