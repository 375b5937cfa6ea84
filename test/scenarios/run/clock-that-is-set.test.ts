import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { createRunner, isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { portOr } from '../../../src/web/port-or.ts'
import { WEBHOOK_PATH } from '../../../src/web/web-server.ts'
import { openDatabaseHere } from '../../adapters/storage/open-database-here.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { takeOverClock } from '../../fakes/machine-clock.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp, WEBHOOK_SECRET } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const MINUTE_MS = 60_000
const WAIT = { timeout: 60_000, interval: 100 }
const SETTINGS = 'speculation: { vote_threshold: 0.5 }\nverifier: { checks: [unit], deadline_minutes: 30 }\n'

let stage: EmbeddedStage
let clock: ReturnType<typeof takeOverClock>
let directory: string
let app: Speculate | undefined
let port: number

beforeEach(async () => {
  directory = await temporaryFolder()
  port = await portOr(0, '127.0.0.1')
  clock = takeOverClock()
  stage = await startEmbeddedStage({
    runner: createRunner(),
    clock: clock.real,
    webhookUrl: `http://127.0.0.1:${port}${WEBHOOK_PATH}`,
    webhookSecret: WEBHOOK_SECRET,
  })
})
afterEach(async () => {
  await app?.close()
  await stage.close()
  clock.giveBack()
})

it('O7, O20: this machine five minutes ahead, its clock set while agents write and while checks run: nobody is paid twice, nobody is late, and a winner that is sent back is recorded', async () => {
  const mayGoOn = { agents: join(directory, 'agents'), checks: join(directory, 'checks') }
  const until = (path: string) => `until test -e '${path}'; do sleep 0.05; done`
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  await stage.commitToMain(
    '.github/workflows/ci.yml',
    `on: pull_request\njobs: { unit: { runs-on: ubuntu-latest, steps: [{ run: "${until(mayGoOn.checks)}" }] } }\n`,
  )
  const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
  const issue = { ...stage.repository, number }
  clock.set(5 * MINUTE_MS)
  app = await startApp(stage, {
    database: await openDatabaseHere(directory),
    ...{ directory, port, sweepMs: 200, log: () => {} },
    toolchain: shellToolchain(
      `${until(mayGoOn.agents)}; echo "export const $(basename $PWD | tr -dc a-z)x = 1" > more.js`,
    ),
  })
  const { store } = app
  const run = () => store.latestSpeculation(issue)
  const attempts = async () => store.attempts(`acme/payments#${number}.1`)
  await stage.label(number, TRIGGER_LABEL)

  await expect
    .poll(async () => (await attempts()).filter(({ heartbeatAt }) => heartbeatAt).length, WAIT)
    .toBe(2)
  clock.set(7 * MINUTE_MS)
  await sweptTwice()
  await writeFile(mayGoOn.agents, '')
  await expect.poll(() => unitsRunning().length, WAIT).toBe(3)
  expect((await attempts()).map(({ outcome }) => outcome?.kind)).toEqual(['patch', 'patch', 'patch'])

  clock.set(180 * MINUTE_MS)
  await sweptTwice()
  expect((await run())?.verdict).toBeUndefined()
  await writeFile(mayGoOn.checks, '')
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  expect((await run())?.verdict?.decision.kind).toBe('promote')
  expect(await attempts()).toHaveLength(3)

  await sendBack()
  await expect
    .poll(async () => (await run())?.choices, WAIT)
    .toMatchObject([{ kind: 'sent-back', actor: 'maya' }])
})

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

const unitsRunning = () =>
  repository().checkRuns.filter(({ name, status }) => name === 'unit' && status !== 'completed')

/** The app has looked at GitHub twice more. */
async function sweptTwice() {
  const facts = () => stage.github.faults.requests.filter(({ operation }) => operation === 'Facts').length
  const before = facts()
  await expect.poll(facts, WAIT).toBeGreaterThanOrEqual(before + 2)
}

async function sendBack() {
  const { token } = await stage.github.admin.createUser('maya')
  const winner = repository()
    .issues.filter(isPullRequest)
    .find(({ pull }) => !pull.draft)
  if (!winner) throw new Error('nobody is ready')
  const maya = new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
  const { data } = await maya.rest.pulls.get({ ...stage.repository, pull_number: winner.number })
  await maya.graphql(
    'mutation Back($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }',
    { id: data.node_id },
  )
}
