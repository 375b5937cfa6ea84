import { createRunner } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { replay } from '../../../src/stages/replay.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { anApp } from '../worlds/an-app.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

let stage: EmbeddedStage
let directory: string

beforeAll(async () => {
  stage = await startEmbeddedStage({ runner: createRunner() })
  directory = await temporaryFolder()
})
afterAll(async () => {
  await stage.close()
})

const CI = `on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: 'test -f fixed.js' }] }
`
const TEST = `import assert from 'node:assert'
import test from 'node:test'
import { fixed } from '../fixed.js'

test('is fixed', () => assert.equal(fixed, true))
`
const SETTINGS = 'speculation:\n  vote_threshold: 0.6\nverifier:\n  checks: [test]\n'

it('V17: judges the pull request of a person by the jobs that GitHub Actions ran on it, and lets it win', async () => {
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  const issue = { ...stage.repository, number: await stage.openIssue({ title: 'Fix it', body: 'Do.' }) }
  const { wake, store } = anApp({ stage, directory }, issue)
  await stage.push('work/fix', 'fixed.js', 'export const fixed = true\n')
  const head = await stage.push('work/fix', 'test/fixed.test.js', TEST)
  const pullRequest = await stage.openPullRequest('work/fix')
  // The others start from here, and the pull request does not.
  await stage.commitToMain('later.txt', 'later\n')
  await stage.label(issue.number, TRIGGER_LABEL)
  await stage.comment(issue.number, `/speculate enter #${pullRequest}`, 'stranger')
  await stage.comment(issue.number, `/speculate enter #${pullRequest}`, 'maya')
  await expect
    .poll(
      async () => {
        await wake()
        return (await store.latestSpeculation(issue))?.settledAt
      },
      { timeout: 120_000, interval: 500 },
    )
    .toBeDefined()

  const run = await store.latestSpeculation(issue)
  const id = `pr-${pullRequest}`
  expect(run?.verdict?.decision).toMatchObject({ kind: 'promote', candidate: id })
  const row = run?.verdict?.scoreboard.rows[0]
  expect(row).toMatchObject({
    toolchain: '@maya',
    files: ['fixed.js', 'test/fixed.test.js'],
    head,
    deletions: 0,
  })
  expect(row).toMatchObject({ insertions: 6, testLines: { insertions: 5, deletions: 0 } })
  const traces = await store.traces(run?.id ?? '')
  const trace = traces.find(({ candidate_id }) => candidate_id === id)
  expect([trace?.tests_added, trace?.tests_claimed]).toEqual([['test/fixed.test.js'], undefined])
  expect(row?.base).not.toBe(run?.base.commit)
  const entered = { candidate: id, branch: `pull/${pullRequest}/head`, pullRequest }
  const facts = await stage.forge.facts({ issue, candidates: [entered] })
  expect(facts?.candidates[0]?.pullRequest).toMatchObject({ state: 'open', isDraft: false, events: [], head })
  expect(facts?.candidates[0]?.pullRequest?.labels.toSorted()).toEqual(['speculate:alt3', 'speculate:winner'])
  const scoreboard = facts?.issue.ownComments.find(({ body }) => body.includes('speculate:scoreboard'))?.body
  expect(facts?.candidates[0]?.pullRequest?.ownComments[0]?.body).toContain(`\`${id}\` is promoted`)
  expect(facts?.issue.ownComments.map(({ body }) => body).join()).toContain('it takes write access')
  expect(scoreboard).toContain('not on the base of the others')
  const { entries } = await store.auditLog(run?.id ?? '')
  expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
})
