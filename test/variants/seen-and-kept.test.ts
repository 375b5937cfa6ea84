import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { portOr } from '../../src/adapters/github/port-or.ts'
import { WEBHOOK_PATH } from '../../src/adapters/github/web-server.ts'
import { openDatabase } from '../../src/adapters/storage/database.ts'
import { type Speculate, startSpeculate } from '../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { hostileToolchain, onThisHost } from '../fakes/agents/agent-commands.ts'
import { aWorld, IDS, openWorld, write } from '../scenarios/a-world.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const host = '127.0.0.1'
const webhookSecret = 'a secret of more than sixteen characters'
const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
const [FIRST] = IDS

describe('labels and events of an app that was away', () => {
  let stage: EmbeddedStage
  let directory: string
  let app: Speculate
  let port: number
  const start = async () => {
    app = await startSpeculate({
      credentials: stage.credentials,
      webhookSecret,
      github: { baseUrl: stage.github.apiUrl, pacing: 'none' },
      database: await openDatabase({ dataDir: join(directory, 'database') }),
      dataDir: directory,
      toolchains: new Map([['scripted', hostileToolchain('crash')]]),
      agents: onThisHost,
      ...{ host, port, attempts: 2, sweepMs: 600_000, logLevel: 'fatal' },
      log: () => {},
    })
  }
  const runOf = async (number: number) =>
    (await app.store.latestSpeculation({ ...stage.repository, number }))?.run

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'speculate-away-'))
    port = await portOr(0, host)
    stage = await startEmbeddedStage({ webhookUrl: `http://${host}:${port}${WEBHOOK_PATH}`, webhookSecret })
    await stage.commitToMain('.github/workflows/ci.yml', CI)
    await stage.commitToMain('.github/speculate.yml', 'verifier:\n  checks: [test]\n')
    await start()
    await app.close()
  })
  afterAll(async () => {
    await app.close()
    await stage.close()
    await rm(directory, { recursive: true, force: true })
  })

  it('V19, varied: two issues labelled in other letters, the older one behind 120 issues that changed since', async () => {
    const old = await stage.openIssue({ title: 'The older one', body: 'Do.' })
    await stage.label(old, 'Speculate')
    const others: number[] = []
    for (let n = 0; n < 120; n += 1)
      others.push(await stage.openIssue({ title: `Another ${n}`, body: 'Later.' }))
    const young = await stage.openIssue({ title: 'The younger one', body: 'Do.' })
    await stage.label(young, 'SPECULATE')
    await stage.github.webhooksDelivered()
    stage.github.state.deliveries.length = 0
    await start()
    await expect.poll(() => runOf(old), { timeout: 60_000 }).toBe(1)
    await expect.poll(() => runOf(young), { timeout: 60_000 }).toBe(1)
    expect(await runOf(others[60] ?? 0)).toBeUndefined()
  })

  it.each(['projects_v2', 'a1', 'sub_issues', 'secret_scanning_alert_location', 'v2_3_x9'])(
    'V25, varied: an event called %s is taken and forgotten',
    async (event) => {
      const body = JSON.stringify({ action: 'edited', sender: { login: 'maya' } })
      const response = await fetch(`http://${host}:${port}${WEBHOOK_PATH}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-delivery': `d-${event}`,
          'x-github-event': event,
          'x-hub-signature-256': `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`,
        },
        body,
      })
      expect(response.status).toBe(200)
    },
  )

  it.each([51, 130])('V43, varied: %i other label events after ours', async (count) => {
    const number = await stage.openIssue({ title: 'Much labelled', body: 'Do.' })
    await stage.label(number, 'bug')
    await stage.label(number, 'speculate')
    const { timeline = [] } = stage.github.state.repositories[0] ?? {}
    const ours = timeline.findLast((event) => event.issue === number)
    if (!ours) throw new Error('no event of the label')
    for (let n = 0; n < count; n += 1) {
      await stage.label(number, `topic-${n}`)
    }
    const facts = await stage.forge.facts({
      issue: { ...stage.repository, number },
      candidates: [],
      testsOf: [],
    })
    expect(facts?.issue.labelled).toMatchObject({ actor: 'maya', at: ours.createdAt })
  })

  it('V23, varied: records in nested folders are added to, each time on what stands there', async () => {
    const push = (folder: string, text: string) =>
      stage.installations.appendToBranch(stage.repository, {
        branch: 'records',
        folder: '.nwave',
        files: new Map([[`.nwave/${folder}/deep/audit.jsonl`, text]]),
        message: `Add ${folder}\n`,
        refuse: () => undefined,
      })
    const kinds: string[] = []
    for (const [folder, text] of [
      ['a', '1\n'],
      ['b', '2\n'],
      ['a', '1\n2\n'],
      ['a', '1\n2\n'],
    ] as const)
      kinds.push((await push(folder, text)).kind)
    expect(kinds).toEqual(['appended', 'appended', 'appended', 'unchanged'])
  })
})

describe('a promotion is watched until its pull request is merged or closed', () => {
  const DAY_MS = 86_400_000
  const promoted = async (settings = '') => {
    const world = await aWorld({ settings: `verifier:\n  checks: [lint, test]\n${settings}` })
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer()
    for (let look = 0; look < 3; look += 1) await world.wake()
    const { decision } = (await world.speculation())?.verdict ?? {}
    if (decision?.kind !== 'promote') throw new Error('nobody was promoted')
    const winner = world.state.issues.find(({ pull }) => pull?.branch.endsWith(`/${decision.candidate}`))
    if (!winner?.pull) throw new Error('no pull request of the winner')
    return { ...world, winner, pull: winner.pull, id: decision.candidate }
  }
  const revoked = async (world: Awaited<ReturnType<typeof promoted>>) => {
    await world.wake()
    await world.wake()
    return (await world.speculation())?.revoked?.cause
  }

  it.each(['archive_after_days: 0\n', 'archive_after_days: 3\n', ''])(
    'V20, varied: a check that turns red on the same commit, long after (%j)',
    async (settings) => {
      const world = await promoted(settings)
      world.passTime(60 * DAY_MS)
      await world.wake()
      await world.report(world.pull.head, { name: 'test', conclusion: 'failure' })
      expect(await revoked(world)).toBeDefined()
      expect(world.pull.isDraft).toBe(true)
      expect([...world.winner.labels]).not.toContain('speculate:winner')
    },
  )

  it('V20, varied: new commits on it, after its losers are archived', async () => {
    const world = await promoted('archive_after_days: 0\n')
    world.passTime(20 * DAY_MS)
    await world.push(world.pull.branch, 'src/more.js', 'more', 'rhea')
    expect(await revoked(world)).toBeDefined()
    expect(world.pull.isDraft).toBe(true)
  })

  it.each(['merged', 'closed'])('V20, varied: and not any longer once it is %s', async (how) => {
    const world = await promoted('archive_after_days: 0\n')
    world.winner.open = false
    if (how === 'merged') world.pull.merged = true
    await world.wake()
    await world.wake()
    const later = new Date(Date.parse('2026-07-05T12:00:00.000Z')).toISOString()
    expect(await world.store.openIssues(later)).toEqual([])
  })
})

describe('the brief that the scoreboard points to', () => {
  const briefs = (world: Pick<Awaited<ReturnType<typeof aWorld>>, 'pulls'>) =>
    world
      .pulls()
      .map(({ comments }) => comments.filter(({ body }) => body.includes('speculate:brief')).length)

  it('V44, varied: is posted where a draft was judged and the app started anew in between', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    const { ensureComment } = world.forge
    world.forge.ensureComment = async (repository, comment) => {
      if (world.pulls().length > 0) throw new Error('the process ends here')
      return ensureComment(repository, comment)
    }
    await write(world)
    await world.checksAnswer()
    const again = openWorld(world.save())
    again.queued.push(...world.queued)
    await write(again)
    await again.checksAnswer()
    for (let look = 0; look < 4; look += 1) await again.wake()
    expect((await again.speculation())?.settledAt).toBeDefined()
    expect(briefs(again).every((count) => count === 1)).toBe(true)
  })

  it('V44, varied: in sequential mode, when the checks of the first one speak at once', async () => {
    const world = await aWorld({
      settings: 'speculation:\n  sequential: true\nverifier:\n  checks: [lint, test]\n',
    })
    await world.label(world.number, 'speculate')
    const { ensureDraft } = world.forge
    world.forge.ensureDraft = async (repository, draft) => {
      const handle = await ensureDraft(repository, draft)
      const head = world.state.heads.get(draft.branch) ?? ''
      for (const name of ['lint', 'test'])
        await world.report(head, {
          name,
          conclusion: draft.branch.endsWith(`/${FIRST}`) ? 'failure' : 'success',
        })
      return handle
    }
    await write(world)
    for (let look = 0; look < 4; look += 1) await world.wake()
    expect((await world.speculation())?.settledAt).toBeDefined()
    expect(briefs(world)).toEqual([1, 1])
  })
})
