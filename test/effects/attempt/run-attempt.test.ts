import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { type Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Agent } from '../../../src/ports/agent.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
} from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { hostileToolchain, onThisHost, scriptedToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { aWorker, key, type Worker } from './a-worker.ts'

let directory: string
let dataDir: string
let sample: SampleRepository
let worker: Worker

beforeAll(async () => {
  directory = await temporaryFolder()
  dataDir = join(directory, 'data')
  sample = await createSampleRepository(directory)
})
beforeEach(() => {
  worker = aWorker({ sample, dataDir })
})

describe('an attempt', () => {
  it('ends in a patch that can be pushed from its bundle, and in the report of the agent', async () => {
    const toolchain = scriptedToolchain({
      files: { 'src/retry.js': 'retry once\n' },
      report: { rationale: 'Once is enough.', confidence: 0.8 },
    })
    const outcome = await worker.outcomeOf(toolchain)
    if (outcome.kind !== 'patch') throw new Error(JSON.stringify(outcome))
    expect(outcome.patch.files.map((file) => file.path)).toEqual(['src/retry.js'])
    expect(outcome.report).toMatchObject({ rationale: 'Once is enough.', confidence: 0.8 })
    expect(outcome.measures).toMatchObject({
      files: [{ path: 'src/retry.js' }],
      written: { insertions: 1, deletions: 1 },
      complexity: { delta: 0, unmeasured: [{ path: 'src/retry.js', reason: 'it has syntax errors' }] },
    })
    expect(worker.logged).toEqual([])
    const bundle = await worker.store.bundle(key)
    const { commit, tree } = outcome.patch
    const remote = { url: sample.url, authorization: undefined }
    const commits = [{ commit, bundle: bundle ?? new Uint8Array() }]
    const repository = { owner: 'acme', repo: 'payments' }
    await createWorkspace({ dataDir }).withObjects(
      { repository, remote, waiting: { issue: 12, run: 1 }, base: sample.base, commits },
      async () => {
        expect(await plainGit(sample.path, 'show', `${commit}:src/retry.js`)).toBe('retry once')
        expect(await plainGit(sample.path, 'rev-parse', `${commit}^{tree}`)).toBe(tree)
        expect(await plainGit(sample.path, 'log', '-1', '--format=%B', commit)).toMatch(
          /^Candidate one\n\nCandidate one for #12\.\nSpeculation 12\.1, toolchain scripted\.\n\nCo-authored-by: scripted </,
        )
      },
    )
  })

  it('R4: without the set-up that failed still ends in a patch, and says why it failed', async () => {
    const { settings } = aSpeculation()
    await worker.store.insertSpeculation(
      aSpeculation({
        base: worker.base,
        settings: { ...settings, setup: ['echo no such package; exit 3'] },
      }),
    )
    await worker.queue()
    const context = worker.contextWith(scriptedToolchain({ files: { 'src/retry.js': 'retry once\n' } }))
    const workspace = createWorkspace({ dataDir, sandbox: onThisHost.sandbox })
    await runAttempt({ ...context, workspace }, key, new AbortController().signal)
    const [attempt] = await worker.store.attempts(key.speculation)
    expect(attempt?.outcome).toMatchObject({
      kind: 'patch',
      setUpFailed: 'echo no such package; exit 3 ends with exit code 3: no such package',
    })
  })

  it.each([
    ['nothing', 'no-changes', 'left every file as it was'],
    ['crash', 'crashed', 'exit code 3'],
    ['big-file', 'too-large', '"dump.bin" has 209,715,200 bytes'],
    ['delete-repository', 'damaged-work-tree', 'deleted every file'],
    ['delete-tree', 'damaged-work-tree', 'gone'],
  ])('of an agent that does "%s" ends as %s', async (way, failure, detail) => {
    expect(await worker.outcomeOf(hostileToolchain(way))).toMatchObject({
      kind: 'failure',
      failure,
      detail: expect.stringContaining(detail),
    })
    expect(await worker.store.bundle(key)).toBeUndefined()
  })

  it.each([
    ['delete-git', 'README.md'],
    ['workflow', '.github/workflows/evil.yml'],
  ])('of an agent that does "%s" still ends in a patch', async (way, path) => {
    const outcome = await worker.outcomeOf(hostileToolchain(way))
    expect(outcome).toMatchObject({ kind: 'patch', patch: { files: [{ path }] } })
  })

  it('whose patch cannot be measured keeps its patch, with the reason in the log', async () => {
    await worker.begin()
    const analysis = {
      ...createAnalysis({ read: sharedReading }),
      measure: () => Promise.reject(new Error('no grammar')),
    }
    const context = { ...worker.contextWith(scriptedToolchain({ files: { 'README.md': 'x\n' } })), analysis }
    await runAttempt(context, key, new AbortController().signal)
    const outcome = AttemptOutcome.parse((await worker.store.attempts(key.speculation))[0]?.outcome)
    expect(outcome).toMatchObject({ kind: 'patch', patch: { files: [{ path: 'README.md' }] } })
    expect(outcome).not.toHaveProperty('measures')
    expect(worker.logged).toEqual([expect.stringContaining('could not be measured: no grammar')])
  })

  it('that takes longer than the settings allow is timed out', async () => {
    expect(await worker.outcomeOf(hostileToolchain('hang'), { minutes: 0.3 / 60 })).toMatchObject({
      kind: 'failure',
      failure: 'timed-out',
    })
  })

  it.each([
    {
      toolchain: scriptedToolchain({ files: { 'README.md': 'fixed\n' }, ending: 'strange' }),
      cutShort: {
        failure: 'crashed',
        detail: 'The agent stopped for a reason that the protocol does not know: "pause_turn".',
      },
    },
    {
      toolchain: hostileToolchain('work-then-crash'),
      cutShort: {
        failure: 'crashed',
        detail:
          'The agent ended with exit code 1. Its last words: "rate limit reached, try again in 4 hours"',
      },
    },
  ])('R9: cut short after its work is judged all the same: $cutShort.detail', async (ended) => {
    const { toolchain, cutShort } = ended
    expect(await worker.outcomeOf(toolchain)).toMatchObject({
      kind: 'patch',
      patch: { files: [{ path: 'README.md' }] },
      cutShort,
    })
  })

  it('R8: whose agent does its work and never answers is judged by what lies there when its time is up', async () => {
    const agent: Agent = {
      missing: async () => undefined,
      async run({ workTree, signal }) {
        await writeFile(join(workTree.path, 'README.md'), 'fixed\n')
        if (!signal.aborted) await once(signal, 'abort')
        return { kind: 'timed-out', detail: 'The agent did not end within its time.', usage: { seconds: 1 } }
      },
    }
    await worker.begin(0.3 / 60)
    const context = { ...worker.contextWith(hostileToolchain('nothing')), agents: { agent: () => agent } }
    await runAttempt(context, key, new AbortController().signal)
    const outcome = AttemptOutcome.parse((await worker.store.attempts(key.speculation))[0]?.outcome)
    expect(outcome).toMatchObject({
      kind: 'patch',
      patch: { files: [{ path: 'README.md' }] },
      cutShort: { failure: 'timed-out', detail: 'The agent did not end within its time.' },
    })
  })

  it('without a report is told by what its agent said after it last used a tool', async () => {
    const says = ['I changed the README ', 'because the issue asks for it.']
    const outcome = await worker.outcomeOf(scriptedToolchain({ files: { 'README.md': 'x\n' }, says }))
    expect(outcome).toMatchObject({
      report: { rationale: expect.stringContaining('I changed the README because the issue asks for it.') },
    })
  })

  it('that changes nothing is told with what its agent said at the end', async () => {
    const outcome = await worker.outcomeOf(scriptedToolchain({ files: {}, says: ['The fault is not here.'] }))
    expect(outcome).toMatchObject({
      failure: 'no-changes',
      detail: expect.stringMatching(
        /^The agent left every file as it was\. Its last words: .*The fault is not here\.$/s,
      ),
    })
  })

  it('with a report is told by its report alone', async () => {
    const report = { rationale: 'the report' }
    const outcome = await worker.outcomeOf(
      scriptedToolchain({ files: { 'README.md': 'x\n' }, says: ['other'], report }),
    )
    expect(outcome).toMatchObject({ report: { rationale: 'the report' } })
  })

  it('of a toolchain that this machine does not have says what to do', async () => {
    const missing = { ...hostileToolchain('nothing'), command: ['no-such-agent'], install: 'run `x`' }
    expect(await worker.outcomeOf(missing)).toMatchObject({
      failure: 'not-installed',
      detail: expect.stringContaining('run `x`'),
    })
  })

  it('whose repository cannot be read ends as internal, with the reason in the log', async () => {
    await worker.begin()
    const context = worker.contextWith(hostileToolchain('nothing'))
    const forgeFor = async () => ({
      gitRemote: async () => ({ url: `file://${directory}/nowhere`, authorization: undefined }),
    })
    const workspace = createWorkspace({ dataDir: join(directory, 'empty') })
    await runAttempt({ ...context, forgeFor, workspace }, key, new AbortController().signal)
    expect((await worker.store.attempts(key.speculation))[0]?.outcome).toMatchObject({
      kind: 'failure',
      failure: 'internal',
      detail: expect.stringContaining('git fetch failed'),
    })
    expect(worker.logged).toHaveLength(1)
  })
})

describe('what an attempt was granted', () => {
  const grantedOf = async (grant: Attempt['grant'], run: Agent['run']) => {
    await worker.store.insertSpeculation(aSpeculation({ base: worker.base }))
    await worker.queue({ grant })
    const agents = { agent: () => ({ run, missing: async () => undefined }) }
    const context = { ...worker.contextWith(hostileToolchain('nothing')), agents }
    await runAttempt(context, key, new AbortController().signal)
    return (await worker.store.attempts(key.speculation))[0]
  }

  it('of tokens and money is what its agent may use of the model, and what it used is charged', async () => {
    const budgets: unknown[] = []
    const attempt = await grantedOf({ seconds: 600, tokens: 9_000, usd: 0.5 }, async ({ budget }) => {
      budgets.push(budget)
      const usage = { seconds: 2, inputTokens: 9_100, outputTokens: 50, usd: 0.51 }
      return { kind: 'budget-spent', detail: 'no tokens left', usage }
    })
    expect(budgets).toEqual([{ tokens: 9_000, usd: 0.5 }])
    expect(attempt).toMatchObject({
      outcome: { failure: 'budget-spent' },
      charged: { seconds: 2, tokens: 9_150, usd: 0.51 },
    })
  })

  it('of time ends it earlier than the settings would, and it says that it was the budget', async () => {
    const attempt = await grantedOf({ seconds: 0.2 }, async ({ signal }) => {
      await once(signal, 'abort')
      return { kind: 'timed-out', detail: '', usage: { seconds: 0.2 } }
    })
    expect(attempt?.outcome).toMatchObject({
      failure: 'budget-spent',
      detail: 'the budget had 0 seconds left for it',
    })
  })

  it('of time may end between two milliseconds', async () => {
    const attempt = await grantedOf({ seconds: 1.005 }, async () => {
      return { kind: 'crashed', detail: 'of its own', usage: { seconds: 1 } }
    })
    expect(attempt?.outcome).toMatchObject({ failure: 'crashed', detail: 'of its own' })
  })

  it('is nothing in rows from before there were budgets: then only its time is limited', async () => {
    const budgets: unknown[] = []
    await grantedOf(undefined, async ({ budget }) => {
      budgets.push(budget)
      return { kind: 'crashed', detail: '', usage: { seconds: 1 } }
    })
    expect(budgets).toEqual([{}])
  })
})

describe('an attempt that is stopped', () => {
  it('by somebody who ended it stops its agent and changes nothing', async () => {
    await worker.begin()
    const running = runAttempt(
      worker.contextWith(hostileToolchain('hang')),
      key,
      new AbortController().signal,
    )
    await started()
    const ending: AttemptOutcome = {
      kind: 'failure',
      failure: 'cancelled',
      detail: 'Closed.',
      usage: { seconds: 0 },
    }
    await worker.store.endAttempt(key, NOW, ending, undefined)
    await running
    expect((await worker.store.attempts(key.speculation))[0]?.outcome).toEqual(ending)
  })

  it('by a worker that shuts down has no outcome, leaves nothing, and runs again elsewhere', async () => {
    await worker.begin()
    const shutdown = new AbortController()
    const running = runAttempt(worker.contextWith(hostileToolchain('hang')), key, shutdown.signal)
    await started()
    shutdown.abort(new Error('the worker is shutting down'))
    await expect(running).rejects.toThrow('shutting down')
    expect((await worker.store.attempts(key.speculation))[0]).toMatchObject({ status: 'running' })
    expect(await readdir(join(dataDir, 'attempts'))).toEqual([])
    const toolchain = scriptedToolchain({ files: { 'README.md': 'second try\n' } })
    await runAttempt(worker.contextWith(toolchain), key, new AbortController().signal)
    expect((await worker.store.attempts(key.speculation))[0]?.outcome).toMatchObject({ kind: 'patch' })
  })

  it('before it was begun is not run at all', async () => {
    await worker.begin()
    await worker.store.endAttempt(
      key,
      NOW,
      { kind: 'failure', failure: 'cancelled', detail: 'Closed.', usage: { seconds: 0 } },
      undefined,
    )
    const context = worker.contextWith(hostileToolchain('hang'))
    await runAttempt(context, key, new AbortController().signal)
  })

  it('by a later run ends as cancelled', async () => {
    await worker.begin()
    await worker.store.insertSpeculation(aSpeculation({ id: 'acme/payments#12.2', run: 2 }))
    await runAttempt(worker.contextWith(hostileToolchain('hang')), key, new AbortController().signal)
    expect((await worker.store.attempts(key.speculation))[0]?.outcome).toMatchObject({ failure: 'cancelled' })
  })

  /** The agent said "ready", and the store heard of it with a heartbeat. */
  async function started(): Promise<void> {
    await expect
      .poll(async () => (await worker.store.attempts(key.speculation))[0]?.progress, {
        interval: 10,
        timeout: 10_000,
      })
      .toBe('ready')
  }
})
