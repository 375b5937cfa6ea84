import type { RunnerFactory } from '@speculate-dev/embedded-github'
import { createRunner } from '@speculate-dev/embedded-github'
import { afterEach, expect, it } from 'vitest'
import { candidateBranch } from '../../src/domain/candidate/candidate.ts'
import type { Observation } from '../../src/domain/checks/evidence.ts'
import type { IssueKey } from '../../src/domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../../src/domain/issue/labels.ts'
import { portOr } from '../../src/web/port-or.ts'
import { startWebServer, WEBHOOK_PATH, type WebServer } from '../../src/web/web-server.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'

const webhookSecret = 'a secret of more than sixteen characters'
const host = '127.0.0.1'
const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

it('wakes the issue that somebody labels, and not for what we do ourselves', async () => {
  const { stage, woken, settled } = await install()
  const number = await stage.openIssue({ title: 'x', body: 'x' })
  await stage.label(number, TRIGGER_LABEL)
  await settled()
  expect(new Set(woken)).toEqual(new Set([`acme/payments#${number}`]))

  woken.length = 0
  const wanted = { on: number, existing: undefined, marker: '<!-- m -->', body: '<!-- m -->' }
  await stage.forge.ensureComment(stage.repository, wanted)
  await stage.forge.ensureLabels(stage.repository, { on: number, add: ['speculate:winner'], remove: [] })
  await settled()
  expect(woken).toEqual([])
})

it('wakes the issue for which a pull request of somebody was entered, and no other', async () => {
  const { stage, woken, settled, entered } = await install(createRunner())
  await stage.commitToMain('.github/workflows/ci.yml', workflow)
  for (const branch of ['one', 'two']) await stage.push(branch, `${branch}.txt`, 'x\n')
  entered.pullRequest = await stage.openPullRequest('one')
  // Its checks, which begin after it was opened.
  await expect.poll(() => woken.length, { timeout: 60_000 }).toBeGreaterThan(0)
  await stage.openPullRequest('two')
  await stage.closeAs('maya', entered.pullRequest)
  await settled()
  expect(new Set(woken)).toEqual(new Set(['acme/payments#77']))
})

it('V20: wakes the issue of an open promotion when its base is pushed to, and for no other branch', async () => {
  const { stage, woken, settled, entered } = await install()
  entered.promotion = 88
  await stage.push('feature', 'a.txt', 'x\n')
  await settled()
  expect(woken).toEqual([])
  await stage.commitToMain('a.txt', 'x\n')
  await settled()
  expect(new Set(woken)).toEqual(new Set(['acme/payments#88']))
})

it('wakes the issues of what was merged into a branch when a push to it says that it takes something back', async () => {
  const { stage, woken, settled, entered } = await install()
  entered.merged = 99
  await stage.commitToMain('a.txt', 'x\n')
  await stage.push('feature', 'b.txt', 'Revert\n', 'Revert "x"')
  await settled()
  expect(woken).toEqual([])
  await stage.push('main', 'b.txt', 'x\n', 'Revert "x"\n\nThis reverts commit 1234567.')
  await settled()
  expect(new Set(woken)).toEqual(new Set(['acme/payments#99']))
})

it('wakes the issue whose candidate somebody closes', async () => {
  const { stage, woken, settled } = await install()
  const { number, pull } = await openCandidate(stage)
  await settled()
  woken.length = 0
  await stage.closeAs('maya', pull)
  await settled()
  expect(woken).toEqual([`acme/payments#${number}`])
})

it("wakes the issue when its candidate's checks are done, and knows that a job reported them", async () => {
  const { stage, nextWake } = await install(createRunner())
  const { query } = await openCandidate(stage)
  // Looks only when woken, as the app does: without a wake after the last check this never ends.
  let seen: readonly Observation[] = []
  while (!seen.some((one) => one.kind === 'check-run' && one.workflow?.jobConfirmed && one.conclusion)) {
    await nextWake()
    seen = (await stage.forge.facts(query))?.candidates[0]?.pullRequest?.observations ?? []
  }
  expect(seen).toMatchObject([
    {
      name: 'test',
      status: 'completed',
      conclusion: 'success',
      appSlug: 'github-actions',
      workflow: { path: '.github/workflows/ci.yml', event: 'pull_request', jobConfirmed: true },
    },
  ])
})

it('gets a delivery again that it could not store', async () => {
  const { stage, woken, settled, failOnce } = await install()
  const since = new Date(0).toISOString()
  const redeliver = async () => {
    const { asked } = await stage.installations.redeliverFailed({ since, now: new Date().toISOString() })
    await settled()
    return asked
  }
  const number = await stage.openIssue({ title: 'x', body: 'x' })
  await settled()
  // What was sent before the server listened.
  await redeliver()
  woken.length = 0
  failOnce()
  await stage.label(number, TRIGGER_LABEL)
  await settled()
  expect(woken).toEqual([])
  expect(await redeliver()).toBe(1)
  expect(woken).toEqual([`acme/payments#${number}`])
  expect(await redeliver()).toBe(0)
})

const workflow = `
on: pull_request
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: test -n "$GITHUB_SHA"
`

async function openCandidate(stage: EmbeddedStage) {
  await stage.commitToMain('.github/workflows/ci.yml', workflow)
  const number = await stage.openIssue({ title: 'x', body: 'x' })
  const issue = { ...stage.repository, number }
  const branch = candidateBranch(issue, 1, 'minimal-change')
  await stage.push(branch, 'a.txt', 'a\n')
  const draft = {
    repositoryId: stage.repositoryId,
    branch,
    base: 'main',
    title: 'A candidate',
    body: 'It is one.',
  }
  const { number: pull } = await stage.forge.ensureDraft(stage.repository, draft)
  return { number, pull, query: { issue, candidates: [{ candidate: 'minimal-change', branch }] } }
}

/** The App on a web server of its own, installed on a GitHub that sends it real webhooks. */
async function install(runner?: RunnerFactory) {
  const woken: IssueKey[] = []
  const entered = { pullRequest: 0, issue: 77, promotion: 0, merged: 0 }
  let reported = Promise.withResolvers<void>()
  let failing = false
  const wake = async (issue: IssueKey) => {
    if (failing) {
      failing = false
      throw new Error('the database is away')
    }
    woken.push(issue)
    reported.resolve()
  }
  const nextWake = async () => {
    if (woken.length === 0) await reported.promise
    woken.length = 0
    reported = Promise.withResolvers()
  }
  const port = await portOr(0, host)
  const webhookUrl = `http://${host}:${port}${WEBHOOK_PATH}`
  const stage: EmbeddedStage = await startEmbeddedStage({
    webhookUrl,
    webhookSecret,
    ...(runner && { runner }),
  })
  open.push({ stop: () => stage.close() })
  const server: WebServer = await startWebServer({
    credentials: stage.credentials,
    webhookSecret,
    queue: { wake },
    login: () => stage.installations.login(),
    entered: async (_repository, numbers) =>
      numbers.includes(entered.pullRequest) ? [{ ...stage.repository, number: entered.issue }] : [],
    promotedOn: async (_repository, branch) =>
      branch === 'main' && entered.promotion > 0 ? [{ ...stage.repository, number: entered.promotion }] : [],
    mergedOn: async (_repository, branch) =>
      branch === 'main' && entered.merged > 0 ? [{ ...stage.repository, number: entered.merged }] : [],
    port,
    host,
    baseUrl: stage.github.apiUrl,
  })
  open.push(server)
  await stage.installations.login()
  const failOnce = () => {
    failing = true
  }
  return { stage, woken, nextWake, failOnce, entered, settled: () => stage.github.webhooksDelivered() }
}
