// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.

import { createRunner } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { candidateBranch, inboxBranch } from '../../../src/domain/candidate/candidate.ts'
import { speculationId } from '../../../src/domain/run/speculation.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import { publishBranches } from '../../../src/effects/publish/publish-branches.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000 })

/** The candidate `good` is written, `bad` fails, and `slow` would go on for an hour. */
const WORKFLOW = `name: Agent
run-name: \${{ inputs.branch }}
on:
  workflow_dispatch:
    inputs:
      brief: { required: true, type: string }
      branch: { required: true, type: string }
      base: { required: true, type: string }
permissions:
  contents: write
jobs:
  agent:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - env:
          BRIEF: \${{ inputs.brief }}
          BRANCH: \${{ inputs.branch }}
          BASE: \${{ inputs.base }}
          TOKEN: \${{ github.token }}
        run: |
          test "$(git rev-parse HEAD)" = "$BASE"
          case "$BRANCH" in */bad.1) exit 1 ;; esac
          mkdir -p .speculate
          printf '%s\\n' "$BRIEF" > written.md
          printf '{"rationale": "From a workflow.", "confidence": 0.6}' > .speculate/report.json
          git add --all --force
          git -c user.name=agent -c user.email=agent@example.org commit -q -m 'whatever it says'
          credentials=$(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)
          git -c "http.extraHeader=Authorization: Basic $credentials" push -q origin "HEAD:refs/heads/$BRANCH"
          case "$BRANCH" in */slow.1) sleep 3600 ;; esac
`
const JUDGE = `on: push
jobs:
  judge: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`

let stage: EmbeddedStage
let directory: string

beforeAll(async () => {
  directory = await temporaryFolder()
  stage = await startEmbeddedStage({ runner: createRunner() })
})
afterAll(async () => {
  await stage.close()
})

it('two candidates of a workflow: what the one pushed is published, the other one failed', async () => {
  const world = await start(['good', 'bad'])
  await Promise.all([world.attempt('good'), world.attempt('bad')])

  const bad = await world.outcomeOf('bad')
  expect(bad).toMatchObject({
    kind: 'failure',
    failure: 'crashed',
    detail: expect.stringMatching(/ended with failure: http.*\/actions\/runs\/\d+$/),
  })
  const good = await world.outcomeOf('good')
  if (good?.kind !== 'patch') throw new Error(JSON.stringify(good))
  expect(good).toMatchObject({
    patch: { base: world.base, files: [{ path: 'written.md', status: 'added' }] },
    report: { rationale: 'From a workflow.', confidence: 0.6 },
  })
  expect(await world.inboxes()).toEqual([])

  const { issue } = world.speculation
  const branch = candidateBranch(issue, 1, 'good')
  const facts = await stage.forge.facts({ issue, candidates: [] })
  await publishBranches(
    {
      do: 'publish-branches',
      repositoryId: facts?.repository.nodeId ?? '',
      branches: [
        { candidate: 'good', branch, commit: good.patch.commit, tree: good.patch.tree, message: 'Good' },
      ],
    },
    world.speculation,
    { ...world.context, forge: stage.forge },
  )
  const head = await stage.forge.branchHead(stage.repository, branch)
  expect(head).toBeDefined()
  const read = (path: string) => stage.forge.readTextFile(stage.repository, head ?? '', path, 100_000)
  expect(await read('written.md')).toContain('You are candidate `good`')
  expect(await read('.speculate/report.json')).toBeUndefined()
  // What the workflow's own token pushed started nothing.
  expect(
    world.runsOn((run) => run.event === 'push' && run.headBranch.startsWith('speculate-inbox/')),
  ).toEqual([])
})

it('a cancelled attempt cancels its run and leaves no branch', async () => {
  const world = await start(['slow'])
  const running = world.attempt('slow')
  await expect.poll(() => world.inboxes(), { timeout: 60_000 }).toHaveLength(1)
  const usage = { seconds: 0, unknown: true as const }
  const outcome = { kind: 'failure' as const, failure: 'cancelled' as const, detail: 'withdrawn', usage }
  await world.store.endAttempt(world.key('slow'), new Date().toISOString(), outcome, undefined)
  await running
  expect(await world.inboxes()).toEqual([])
  const title = inboxBranch(world.speculation.issue, 1, { candidate: 'slow', number: 1 })
  expect(world.runsOn((run) => run.title === title)).toMatchObject([
    { status: 'completed', conclusion: 'cancelled' },
  ])
})

async function start(ids: readonly string[]) {
  await stage.commitToMain('.github/workflows/judge.yml', JUDGE)
  const base = await stage.commitToMain('.github/workflows/agent.yml', WORKFLOW)
  const number = await stage.openIssue({ title: 'Retry charges twice', body: 'It does.' })
  const issue = { ...stage.repository, number }
  const id = speculationId(issue, 1)
  const speculation = aSpeculation({ id, issue, base: { branch: 'main', commit: base } }, [...ids])
  const store = createMemoryStore()
  await store.insertSpeculation(speculation)
  const key = (candidate: string) => ({ speculation: id, candidate, number: 1 })
  for (const one of ids) {
    const queuedAt = new Date().toISOString()
    await store.insertAttempt({
      ...key(one),
      toolchain: 'remote',
      task: { kind: 'patch' },
      status: 'queued',
      queuedAt,
    })
  }
  const toolchain = { kind: 'workflow' as const, workflow: 'agent.yml' }
  const agents = createAgents(new Map([['remote', toolchain]]), onThisHost)
  const { forgeFor } = stage.installations
  const context: RunAttempt = {
    store,
    workspace: createWorkspace({ dataDir: directory }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.now() },
    agents,
    forgeFor,
    dispatching: { workflow: agents.workflow, forgeFor, pollMs: 50 },
    log: () => {},
    heartbeatMs: 50,
  }
  return {
    speculation,
    base,
    store,
    key,
    context,
    attempt: (candidate: string) => runAttempt(context, key(candidate), new AbortController().signal),
    outcomeOf: async (candidate: string) =>
      (await store.attempts(id)).find((one) => one.candidate === candidate)?.outcome,
    inboxes: async () => {
      const [repository] = stage.github.state.repositories
      if (!repository) throw new Error('no repository')
      const refs = await stage.github.context.git(repository).refs('refs/heads/speculate-inbox')
      return [...refs.keys()]
    },
    runsOn: (isWanted: (run: { event: string; headBranch: string; title?: string }) => boolean) =>
      (stage.github.state.repositories[0]?.workflowRuns ?? []).filter(isWanted),
  }
}
