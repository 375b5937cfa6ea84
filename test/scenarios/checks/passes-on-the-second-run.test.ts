import { createRunner } from '@speculate-dev/embedded-github'
import { afterEach, expect, it, vi } from 'vitest'
import { advance } from '../../../src/advance.ts'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import { speculationId } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { rerunCheck } from '../../../src/effects/workflow/rerun-check.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import { effectiveGates } from '../../../src/stages/gates/gates.ts'
import { policyText } from '../../../src/stages/policies/policy-text.ts'
import { replay } from '../../../src/stages/replay.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { conclusionOf, logOf } from '../../builders/run/judged-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

/** Real jobs, real reruns: `test` of a candidate with `flaky.txt` fails in the first attempt only, with `broken.txt` in every one. */
const WORKFLOW = `on: pull_request
jobs:
  lint: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: test ! -f broken.txt
      - run: test ! -f flaky.txt || test "$GITHUB_RUN_ATTEMPT" = 2
`
const open: EmbeddedStage[] = []

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000 })

afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

it('a check that passes on its second run lets its candidate win, and both outcomes are shown', async () => {
  const world = await competition({ flaky: 'flaky.txt', broken: 'broken.txt' })
  await world.ended(1)
  const first = await world.look()
  expect(first.status?.decision.kind).toBe('wait')
  expect(await world.rerun(first)).toEqual(['flaky', 'broken'])
  // Nothing is asked twice while the jobs run, whatever they have come to.
  expect(await world.rerun(await world.look())).toEqual([])
  await world.ended(2)

  const { status, snapshot } = await world.look()
  expect(status?.decision).toMatchObject({ kind: 'promote', candidate: 'flaky' })
  const [winner, loser] = status?.scoreboard.rows ?? []
  const [firstOfWinner] = (await world.speculation()).reruns ?? []
  expect(winner?.checks).toMatchObject([
    { check: 'lint', verdict: 'passed' },
    {
      check: 'test',
      verdict: 'passed',
      flaky: true,
      reason: 'passed on the second run; the first failed',
      firstRun: { conclusion: 'failure', checkRunId: firstOfWinner?.first.checkRunId },
    },
  ])
  expect(winner?.checks[1]?.checkRunId).not.toBe(firstOfWinner?.first.checkRunId)
  expect(loser).toMatchObject({
    candidate: 'broken',
    result: 'reject',
    reason: expect.stringContaining('failed again when it was run a second time'),
  })

  if (!status) throw new Error('no status')
  const { repository } = world.stage
  const repositoryUrl = `${world.stage.github.url}/${repository.owner}/${repository.repo}`
  const policy = policyText(status.scoreboard, status.speculation.settings)
  const gates = effectiveGates(status.speculation.settings)
  const page = renderScoreboard({ ...status, policy, gates, settled: true, repositoryUrl })
  expect(page).toContain('passed, flaky')
  expect(page).toContain(`[The first run](${firstOfWinner?.first.url}) ended with \`failure\``)

  const { entries } = await world.store.auditLog(status.speculation.id)
  expect(entries.filter(({ kind }) => kind === 'rerun').map(({ payload }) => payload)).toMatchObject([
    { candidate: 'flaky', check: 'test', first: { conclusion: 'failure' } },
    { candidate: 'flaky', answer: { kind: 'started' } },
    { candidate: 'broken', check: 'test', first: { conclusion: 'failure' } },
    { candidate: 'broken', answer: { kind: 'started' } },
  ])
  const concluded = conclusionOf(snapshot)
  expect(concluded && replay(logOf(concluded))).toMatchObject({ kind: 'replayed', differences: [] })
})

it('where the App may not write actions the first outcome counts, and the scoreboard says why', async () => {
  const world = await competition({ flaky: 'flaky.txt' })
  for (const installation of world.stage.github.state.installations) installation.permissions.actions = 'read'
  await world.ended(1)
  expect(await world.rerun(await world.look())).toEqual(['flaky'])
  const { status } = await world.look()
  expect(status?.decision).toMatchObject({ kind: 'escalate', cause: 'nobody-passed' })
  expect(status?.scoreboard.rows[0]).toMatchObject({
    result: 'reject',
    reason: expect.stringContaining('it could not be rerun: the App lacks `actions: write`'),
  })
})

/** Candidates by id, each with a file of its own; what `advance` asks for is done about reruns alone. */
async function competition(files: Readonly<Record<string, string>>) {
  const stage = await startEmbeddedStage({ runner: createRunner() })
  open.push(stage)
  const { forge, github } = stage
  const base = await stage.commitToMain('.github/workflows/ci.yml', WORKFLOW)
  const issue = { ...stage.repository, number: await stage.openIssue({ title: 'Retry', body: 'x' }) }
  await stage.label(issue.number, 'speculate')
  const ids = Object.keys(files)
  const heads = new Map<string, string>()
  for (const [id, path] of Object.entries(files)) {
    const branch = candidateBranch(issue, 1, id)
    heads.set(id, await stage.push(branch, path, `${id}\n`))
    await forge.ensureDraft(stage.repository, {
      repositoryId: stage.repositoryId,
      branch,
      base: 'main',
      title: id,
      body: 'x',
    })
  }
  const store = createMemoryStore()
  const id = speculationId(issue, 1)
  const startedAt = new Date().toISOString()
  const pinned = { appSlug: 'github-actions', workflow: '.github/workflows/ci.yml', event: 'pull_request' }
  const contract = { checks: [aCheck('lint', pinned), aCheck('test', pinned)], fingerprint: 'f'.repeat(64) }
  const settings = Settings.parse({ verifier: { rerun_failed_once: true } })
  await store.insertSpeculation({
    ...aSpeculation({ id, issue, startedAt, contract, settings }, ids),
    base: { branch: 'main', commit: base },
  })
  const attempts = ids.map((candidate) => {
    const outcome = anOutcome(candidate)
    if (outcome.kind !== 'patch') throw new Error('no patch')
    const patch = { ...outcome.patch, base, commit: heads.get(candidate) ?? '' }
    const times = { queuedAt: startedAt, startedAt, endedAt: startedAt }
    return anAttempt(candidate, { speculation: id, ...times, outcome: { ...outcome, patch } })
  })
  const speculation = async () => {
    const found = await store.latestSpeculation(issue)
    if (!found) throw new Error('no speculation')
    return found
  }
  const look = async () => {
    const candidates = ids.map((one) => ({ candidate: one, branch: candidateBranch(issue, 1, one) }))
    const facts = await forge.facts({ issue, candidates, base })
    if (!facts) throw new Error('no facts')
    const now = new Date().toISOString()
    const snapshot: Snapshot = aSnapshot({ ...facts, now, speculation: await speculation(), attempts })
    return { ...advance(snapshot), snapshot }
  }
  return {
    stage,
    store,
    speculation,
    look,
    ended: (attempt: number) =>
      expect
        .poll(
          () =>
            (github.state.repositories[0]?.workflowRuns ?? []).map(
              (run) => run.status === 'completed' && (run.attempt ?? 1),
            ),
          { timeout: 60_000 },
        )
        .toEqual(ids.map(() => attempt)),
    /** Does what the steps ask for; answers for which candidates. */
    rerun: async ({ steps }: ReturnType<typeof advance>) => {
      const reruns = steps.flatMap((step) => (step.do === 'rerun-check' ? [step] : []))
      for (const step of reruns) await rerunCheck(step, await speculation(), { store, forge })
      return reruns.map(({ candidate }) => candidate)
    },
  }
}
