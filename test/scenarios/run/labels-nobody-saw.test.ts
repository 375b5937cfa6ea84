import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { portOr } from '../../../src/web/port-or.ts'
import { WEBHOOK_PATH } from '../../../src/web/web-server.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { hostileToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp, WEBHOOK_SECRET } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const host = '127.0.0.1'
const SETTINGS = 'verifier:\n  checks: [test]\n'
const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
const DAY_MS = 86_400_000

let stage: EmbeddedStage
let directory: string
let port: number
const logged: string[] = []
const running: Speculate[] = []

beforeEach(async () => {
  directory = await temporaryFolder()
  port = await portOr(0, host)
  stage = await startEmbeddedStage({
    webhookUrl: `http://${host}:${port}${WEBHOOK_PATH}`,
    webhookSecret: WEBHOOK_SECRET,
  })
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
})
afterEach(async () => {
  for (const app of running.splice(0)) await app.close()
  await stage.close()
  logged.length = 0
})

/** On the address that the webhooks go to. */
async function start(): Promise<Speculate> {
  const app = await startApp(stage, {
    ...{ directory, port, sweepMs: 600_000 },
    toolchain: hostileToolchain('crash'),
    log: (message) => logged.push(message),
  })
  running.push(app)
  return app
}

async function stop(app: Speculate) {
  running.splice(running.indexOf(app), 1)
  await app.close()
}

const runOf = (app: Speculate, number: number) => app.store.latestSpeculation({ ...stage.repository, number })

/** As if everything about the issue had been done so long ago. */
function makeOlder(number: number, ms: number) {
  const [repository] = stage.github.state.repositories
  const older = (at: string) => new Date(Date.parse(at) - ms).toISOString().replace(/\.\d+Z$/, 'Z')
  for (const event of repository?.timeline ?? [])
    if (event.issue === number) event.createdAt = older(event.createdAt)
  for (const issue of repository?.issues ?? [])
    if (issue.number === number) issue.updatedAt = older(issue.updatedAt)
}

describe('a label that was put on while nobody was looking', () => {
  it.each([
    ['on a new database', false],
    ['after a stop', true],
  ])('V19: is found by the first sweep, %s', async (_name, hasRunBefore) => {
    if (hasRunBefore) await stop(await start())
    const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
    await stage.label(number, TRIGGER_LABEL)
    await stage.github.webhooksDelivered()
    // Also what GitHub would deliver again is lost: only the label is left to tell.
    stage.github.state.deliveries.length = 0
    const app = await start()
    await expect.poll(async () => (await runOf(app, number))?.run, { timeout: 60_000 }).toBe(1)
  })

  it('V19: counts from three days before the first start: no issue of the past begins, and any outage after it is bridged', async () => {
    const [old, during] = [
      await stage.openIssue({ title: 'Long ago', body: 'Do.' }),
      await stage.openIssue({ title: 'During the outage', body: 'Do.' }),
    ]
    await stage.label(old, TRIGGER_LABEL)
    makeOlder(old, 4 * DAY_MS)
    const first = await start()
    await expect.poll(() => first.store.note('last good sweep'), { timeout: 60_000 }).toBeDefined()
    // Somebody writes on it: still nothing that was asked for here.
    await stage.comment(old, 'any news?', 'maya')
    await expect.poll(() => logged.join(), { timeout: 60_000 }).toContain(`#${old}: left alone`)
    expect(await runOf(first, old)).toBeUndefined()
    await stop(first)

    await stage.label(during, TRIGGER_LABEL)
    makeOlder(during, 2 * DAY_MS)
    await stage.github.webhooksDelivered()
    stage.github.state.deliveries.length = 0
    const second = await start()
    await expect.poll(async () => (await runOf(second, during))?.run, { timeout: 60_000 }).toBe(1)
    expect(await runOf(second, old)).toBeUndefined()
  })

  it('V19: failed deliveries since the last good sweep are asked for again', async () => {
    const app = await start()
    await expect.poll(() => app.store.note('last good sweep'), { timeout: 60_000 }).toBeDefined()
    await stop(app)
    const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
    await stage.label(number, TRIGGER_LABEL)
    await stage.github.webhooksDelivered()
    await start()
    const again = () =>
      stage.github.state.deliveries.flatMap(({ redelivery, event, action, statusCode }) =>
        redelivery ? [`${event} ${action} ${statusCode}`] : [],
      )
    await expect.poll(again, { timeout: 60_000 }).toContain('issues labeled 200')
  })
})

describe('what was written while nobody was looking', () => {
  it.each([
    ['a command', 'Do.', '/speculate'],
    ['a block that asks for a run', '```speculate\ndk_speculate: true\n```', undefined],
  ])('begins a run by the next sweep, once: %s', async (_, body, comment) => {
    const before = await start()
    await expect.poll(() => before.store.note('words seen until'), { timeout: 60_000 }).toBeDefined()
    await stop(before)
    const number = await stage.openIssue({ title: 'Fix it', body })
    if (comment !== undefined) await stage.comment(number, comment, 'maya')
    await stage.openIssue({ title: 'Another one', body: 'Nothing is asked of anybody.' })
    await stage.github.webhooksDelivered()
    // Also what GitHub would deliver again is lost: only what was written is left to tell.
    stage.github.state.deliveries.length = 0
    const app = await start()
    await expect.poll(async () => (await runOf(app, number))?.run, { timeout: 60_000 }).toBe(1)
    await stop(app)
    const again = await start()
    await expect.poll(() => again.store.note('last good sweep'), { timeout: 60_000 }).toBeDefined()
    expect((await runOf(again, number))?.run).toBe(1)
    expect(await runOf(again, number + 1)).toBeUndefined()
  })
})
