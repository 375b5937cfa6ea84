// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.

import type { Repository, RunnerHost, WorkflowRun } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFakeForge } from '../fakes/forge/fake-forge.ts'
import { startEmbeddedStage } from './embedded-stage.ts'
import type { ForgeStage } from './forge.ts'

/** A forge on which dispatched runs end as they are told. */
interface WorkflowStage extends Pick<ForgeStage, 'forge' | 'repository' | 'commitToMain' | 'push'> {
  begin(id: number): Promise<void>
  end(id: number, conclusion: 'success' | 'failure'): Promise<void>
  mayDispatch(allowed: boolean): void
  /** Whether dispatches are answered with their run. */
  reportsRuns(tells: boolean): void
  close(): Promise<void>
}

const WORKFLOW = `name: Agent
run-name: \${{ inputs.branch }}
on: { workflow_dispatch: { inputs: { brief: { required: true }, branch: {}, base: {} } } }
jobs: { agent: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }
`

describe.each([
  ['in memory', inMemory],
  ['GitHub adapter on the embedded GitHub', onEmbeddedGitHub],
])('workflows that are dispatched: %s', (_, start) => {
  let stage: WorkflowStage
  beforeAll(async () => {
    stage = await start()
    await stage.commitToMain('.github/workflows/agent.yml', WORKFLOW)
    await stage.commitToMain(
      '.github/workflows/other.yml',
      WORKFLOW.replace('workflow_dispatch', 'workflow_call'),
    )
  })
  afterAll(() => stage.close())

  let last = 0
  const dispatch = (branch = `speculate-inbox/1.1/one.${++last}`, workflow = 'agent.yml') =>
    stage.forge.dispatchWorkflow(stage.repository, {
      ...{ workflow, ref: 'main' },
      inputs: { brief: 'Write it.', branch, base: 'b'.repeat(40) },
    })
  const find = (title: string, after?: number) =>
    stage.forge.findDispatched(stage.repository, { workflow: 'agent.yml', title, after })

  it('tells the run, and then how it goes', async () => {
    const { forge, repository } = stage
    const run = await dispatch()
    if (!run) throw new Error('no run')
    expect(run).toMatchObject({
      status: 'queued',
      conclusion: undefined,
      url: expect.stringMatching(/^http/),
    })
    expect(await forge.workflowRun(repository, run.id)).toEqual(run)
    await stage.begin(run.id)
    expect(await forge.workflowRun(repository, run.id)).toMatchObject({ id: run.id, status: 'in_progress' })
    await stage.end(run.id, 'failure')
    expect(await forge.workflowRun(repository, run.id)).toMatchObject({
      ...{ id: run.id, url: run.url, status: 'completed', conclusion: 'failure' },
      seconds: expect.any(Number),
    })
  })

  it('finds a run by a whole word of its title, the newest first, and only later ones where asked', async () => {
    const first = await dispatch('speculate-inbox/2.1/one.1')
    const second = await dispatch('speculate-inbox/2.1/one.1')
    await dispatch('speculate-inbox/2.1/one.10')
    expect((await find('speculate-inbox/2.1/one.1'))?.id).toBe(second?.id)
    expect((await find('speculate-inbox/2.1/one.1', first?.id))?.id).toBe(second?.id)
    expect(await find('speculate-inbox/2.1/one.1', second?.id)).toBeUndefined()
    expect(await find('speculate-inbox/2.1/one')).toBeUndefined()
  })

  it('starts a run also where it cannot tell which', async () => {
    stage.reportsRuns(false)
    expect(await dispatch('speculate-inbox/3.1/one.1')).toBeUndefined()
    stage.reportsRuns(true)
    expect(await find('speculate-inbox/3.1/one.1')).toMatchObject({ status: 'queued' })
  })

  it('cancels a run, and does nothing to one that has ended', async () => {
    const { forge, repository } = stage
    const run = await dispatch()
    await forge.cancelWorkflowRun(repository, run?.id ?? 0)
    const state = () => forge.workflowRun(repository, run?.id ?? 0)
    await expect.poll(state).toMatchObject({ status: 'completed', conclusion: 'cancelled' })
    await forge.cancelWorkflowRun(repository, run?.id ?? 0)
    const ended = await dispatch()
    await stage.end(ended?.id ?? 0, 'success')
    await forge.cancelWorkflowRun(repository, ended?.id ?? 0)
    expect((await forge.workflowRun(repository, ended?.id ?? 0)).conclusion).toBe('success')
  })

  it('says what is wrong with a workflow', async () => {
    await expect(dispatch('x', 'missing.yml')).rejects.toMatchObject({ kind: 'not-found' })
    await expect(
      stage.forge.findDispatched(stage.repository, { workflow: 'missing.yml', title: 'x', after: undefined }),
    ).rejects.toMatchObject({ kind: 'not-found' })
    await expect(dispatch('x', 'other.yml')).rejects.toMatchObject({
      kind: 'unprocessable',
      message: expect.stringContaining("does not have 'workflow_dispatch' trigger"),
    })
  })

  it('says that it may not', async () => {
    stage.mayDispatch(false)
    await expect(dispatch()).rejects.toMatchObject({ kind: 'forbidden' })
    stage.mayDispatch(true)
    expect(await dispatch()).toBeDefined()
  })

  it('knows what a branch is at', async () => {
    const { forge, repository } = stage
    const branch = 'speculate-inbox/4.1/one.1'
    expect(await forge.branchHead(repository, branch)).toBeUndefined()
    const head = await stage.push(branch, 'a.txt', 'a\n')
    expect(await forge.branchHead(repository, branch)).toBe(head)
    await forge.deleteBranch(repository, branch, head)
    expect(await forge.branchHead(repository, branch)).toBeUndefined()
  })
})

async function inMemory(): Promise<WorkflowStage> {
  const fake = createFakeForge()
  const change = (id: number, to: object) => {
    const run = fake.state.workflowRuns.find((one) => one.id === id)
    if (run) Object.assign(run, to)
  }
  return {
    ...fake,
    begin: async (id) => change(id, { status: 'in_progress' }),
    end: async (id, conclusion) => change(id, { status: 'completed', conclusion, seconds: 1 }),
    mayDispatch: (allowed) => {
      fake.state.refusesReruns = !allowed
    },
    reportsRuns: (tells) => {
      fake.state.reportsRuns = tells
    },
    close: async () => {},
  }
}

async function onEmbeddedGitHub(): Promise<WorkflowStage> {
  const hosts: RunnerHost[] = []
  const stage = await startEmbeddedStage({
    runner: (host) => {
      hosts.push(host)
      return { onPullRequestActivity: () => {}, resume: () => {}, close: async () => {} }
    },
  })
  const withRun = async (
    id: number,
    work: (host: RunnerHost, repository: Repository, run: WorkflowRun) => Promise<unknown>,
  ) => {
    const [[host], [repository]] = [hosts, stage.github.state.repositories]
    const run = repository?.workflowRuns.find((one) => one.id === id)
    if (!host || !repository || !run) throw new Error('no run')
    await work(host, repository, run)
  }
  return {
    ...stage,
    begin: (id) =>
      withRun(id, async (host, repository, run) => {
        const job = await host.createJob(repository, run, 'agent')
        await host.updateJob(repository, job, { status: 'in_progress' })
      }),
    end: (id, conclusion) =>
      withRun(id, (host, repository, run) => host.completeRun(repository, run, conclusion)),
    mayDispatch: (allowed) => {
      for (const { permissions } of stage.github.state.installations)
        permissions.actions = allowed ? 'write' : 'read'
      // Tokens that were given before keep what they have.
      stage.github.state.tokens = stage.github.state.tokens.filter(
        (token) => token.kind === 'user' || token.permissions.actions !== 'write',
      )
    },
    // An older server: it knows nothing of the parameter, and says so.
    reportsRuns: (tells) => {
      stage.github.faults.clear()
      if (tells) return
      const message = 'Invalid request. "return_run_details" is not a permitted key.'
      const fault = { kind: 'error-before' as const, status: 422, message }
      stage.github.faults.add({ on: { method: 'POST', route: /\/dispatches$/ }, fault })
    },
  }
}
