import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { candidateBranch } from '../../src/domain/candidate.ts'
import { createRunner } from '../../src/embedded-github/runner/create-runner.ts'
import { verify } from '../../src/stages/verify.ts'
import { startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { aCheck } from '../fakes/facts.ts'

/** Real runs that cancel one another, as repositories with `cancel-in-progress` have them. */
const CI = '.github/workflows/ci.yml'
const TYPES = '[opened, synchronize, reopened, labeled, ready_for_review]'

vi.setConfig({ testTimeout: 120_000 })

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

it('V5: a maintainer closes and reopens the right draft while its check runs, and the newer run decides', async () => {
  const draft = await aDraft()
  await draft.stage.closeAs('maya', draft.number)
  await draft.stage.reopenAs('maya', draft.number)
  await draft.statuses(['cancelled', 'in_progress'])
  expect((await draft.verdict()).state).toBe('pending')
  await draft.letGo()
  await draft.statuses(['cancelled', 'success'])
  expect(await draft.verdict()).toMatchObject({
    state: 'passed',
    checks: [{ verdict: 'passed', replaced: [{ ended: 'cancelled' }] }],
  })
})

it('V6: a label starts a run that cancels the one before it, as on GitHub, and the newer one decides', async () => {
  const draft = await aDraft()
  const { forge, repository } = draft.stage
  await forge.ensureLabels(repository, { on: draft.number, add: ['speculate:primary'], remove: [] })
  await draft.statuses(['cancelled', 'in_progress'])
  await draft.letGo()
  await draft.statuses(['cancelled', 'success'])
  expect((await draft.verdict()).state).toBe('passed')
})

it('V6: nothing starts for a label, an edit or a review that no workflow lists', async () => {
  const draft = await aDraft('[opened, synchronize, reopened]')
  const { forge, repository } = draft.stage
  await forge.ensureLabels(repository, { on: draft.number, add: ['speculate:primary'], remove: [] })
  await forge.requestReviewers(repository, { number: draft.number, nodeId: draft.nodeId }, ['maya'])
  await draft.letGo()
  await draft.statuses(['success'])
})

/** A draft whose check waits until it is let go. */
async function aDraft(types = TYPES) {
  const folder = await mkdtemp(join(tmpdir(), 'speculate-replaced-'))
  const flag = join(folder, 'go')
  const stage = await startEmbeddedStage({ runner: createRunner() })
  closing.push(
    () => stage.close(),
    () => rm(folder, { recursive: true, force: true }),
  )
  const { forge, github, repository: ref } = stage
  await stage.commitToMain(
    CI,
    `on: { pull_request: { types: ${types} } }
concurrency: { group: "ci-\${{ github.ref }}", cancel-in-progress: true }
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ run: "until test -f '${flag}'; do sleep 0.05; done" }] }
`,
  )
  const issue = { ...ref, number: await stage.openIssue({ title: 'x', body: 'x' }) }
  const branch = candidateBranch(issue, 1, 'one')
  await stage.push(branch, 'a.txt', 'a\n')
  const { number, nodeId } = await forge.ensureDraft(ref, { branch, base: 'main', title: 'One', body: 'x' })
  const statuses = (expected: readonly string[]) =>
    expect
      .poll(
        () => (github.state.repositories[0]?.checkRuns ?? []).map((run) => run.conclusion ?? run.status),
        { timeout: 60_000, interval: 50 },
      )
      .toEqual(expected)
  await statuses(['in_progress'])
  const contract = {
    checks: [aCheck('test', { workflow: CI, appSlug: 'github-actions', event: 'pull_request' })],
    fingerprint: '',
  }
  return {
    stage,
    number,
    nodeId,
    statuses,
    letGo: () => writeFile(flag, ''),
    verdict: async () => {
      const facts = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }] })
      const pullRequest = facts?.candidates[0]?.pullRequest
      if (!pullRequest) throw new Error('no pull request')
      const now = new Date().toISOString()
      return verify({ contract, pullRequest, publishedAt: now, now })
    },
  }
}
