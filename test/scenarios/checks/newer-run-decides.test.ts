// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows and templates of other languages.
import { afterEach, expect, it, vi } from 'vitest'
import { aWaitingDraft } from '../worlds/a-waiting-draft.ts'

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
  await forge.changePullRequest(repository, {
    do: 'request-reviewers',
    pullRequest: { number: draft.number, nodeId: draft.nodeId },
    reviewers: ['maya'],
  })
  await draft.letGo()
  await draft.statuses(['success'])
})

async function aDraft(types = TYPES) {
  const draft = await aWaitingDraft({ path: CI, job: 'test', types, group: 'ci-${{ github.ref }}' })
  closing.push(draft.close)
  return draft
}
