import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, expect, it, vi } from 'vitest'
import { keepSweeping } from '../../../src/worker/sweep.ts'
import { firstDifference } from '../../kills/worlds/end.ts'
import { endInSimulation } from '../../kills/worlds/in-simulation.ts'
import { pictureOfGitHub } from '../../kills/worlds/picture-of-github.ts'
import { seeded } from '../../kills/worlds/seeded.ts'
import { STORIES } from '../../kills/worlds/simulated/stories.ts'
import { lostFrom, repeated } from '../../kills/worlds/simulated/ways.ts'
import { type Arrive, aCountedRun, type CountedRun } from '../worlds/counted/a-counted-run.ts'
import { CANDIDATES } from '../worlds/counted/run-to-the-end.ts'

// Seconds on a quiet machine; only what hangs is to end here.
vi.setConfig({ testTimeout: 300_000 })

const MINUTE_MS = 60_000
const SETTINGS = 'speculation:\n  default_parallelism: 3\n'
const open: CountedRun[] = []

afterEach(async () => {
  for (const run of open.splice(0)) await run.close()
})

async function start(arrive?: Arrive): Promise<CountedRun> {
  const run = await aCountedRun({ settings: SETTINGS, ...(arrive && { arrive }) })
  open.push(run)
  return run
}

async function endOf({ stage, issue, store }: CountedRun): Promise<string> {
  const { verdict, settledAt } = (await store.latestSpeculation(issue)) ?? {}
  expect(verdict?.decision.kind).toBe('promote')
  expect(settledAt).toBeDefined()
  return pictureOfGitHub(stage.github)
}

/** One, and what follows from it without any webhook. */
async function sweep({ store, steps, clock, stage, passTime }: CountedRun): Promise<void> {
  const { redeliverFailed, askingIssues } = stage.installations
  const stopping = new AbortController()
  const said: string[] = []
  await keepSweeping(
    {
      ...{ store, clock, askingIssues, queue: steps.queue, log: (line) => void said.push(line) },
      redeliverFailed: (query) => redeliverFailed(query).finally(() => stopping.abort()),
      everyMs: 600_000,
    },
    stopping.signal,
  )
  expect(said).toEqual([])
  await passTime(MINUTE_MS)
}

/** From the label to the end: what is to be noticed is noticed in the two pauses. */
async function tell(run: CountedRun, pause: () => Promise<void>): Promise<void> {
  const { checks, passTime } = run
  await run.label()
  await pause()
  for (const id of CANDIDATES) {
    await passTime(20_000)
    await checks.endJob(id, 0)
    await checks.endRun(id)
  }
  await pause()
}

async function undisturbed(): Promise<string> {
  const run = await start()
  await tell(run, async () => {
    await run.settle()
    await run.passTime(MINUTE_MS)
  })
  return endOf(run)
}

it.each([
  ['the label’s too', true],
  ['all but the label’s', false],
])('every webhook is lost, %s: the same end after two sweeps', async (_name, losesLabel) => {
  const wanted = await undisturbed()
  const run = await start()
  const { faults, webhooksDelivered } = run.stage.github
  const lose = () => faults.addWebhook({ times: Infinity, fault: { kind: 'drop' } })
  if (losesLabel) lose()
  let sweeps = 0
  await tell(run, async () => {
    await webhooksDelivered()
    if (sweeps === 0 && !losesLabel) lose()
    await run.settle()
    const { verdict } = (await run.store.latestSpeculation(run.issue)) ?? {}
    expect(verdict).toBeUndefined()
    await sweep(run)
    sweeps += 1
  })
  expect(sweeps).toBe(2)
  expect(firstDifference(wanted, await endOf(run))).toBeUndefined()
})

/** Each webhook arrives one to five times, in any order, and some of them long after the others. */
function inAnyOrder(seed: number) {
  const random = seeded(seed)
  const waiting: (() => Promise<void>)[] = []
  return {
    arrive: async (handle: () => Promise<void>) => {
      for (let times = 1 + Math.floor(random() * 5); times > 0; times -= 1)
        waiting.splice(Math.floor(random() * (waiting.length + 1)), 0, handle)
    },
    /** Some of those that wait. */
    some: async () => {
      const most = Math.floor(random() * (waiting.length + 1))
      for (const handle of waiting.splice(0, most)) await handle()
    },
    waiting,
  }
}

it('every webhook comes one to five times, in any order: the scoreboard is the same to the byte', async () => {
  const wanted = await undisturbed()
  for (const seed of [1, 2, 3, 4]) {
    const { arrive, some, waiting } = inAnyOrder(seed)
    const run = await start(arrive)
    let pauses = 0
    const drafts = () => run.stage.github.state.repositories[0]?.issues.filter(isPullRequest) ?? []
    await tell(run, async () => {
      pauses += 1
      const isOver = () => (pauses === 1 ? drafts().length === CANDIDATES.length : waiting.length === 0)
      do {
        await run.settle()
        await some()
        await run.settle()
      } while (!isOver())
      await run.passTime(MINUTE_MS)
    })
    expect(firstDifference(wanted, await endOf(run)), `seed ${seed}`).toBeUndefined()
  }
})

it('the whole app in the simulation: the same, from whichever webhook on none arrives, and however often and late each does', async () => {
  const story = { ...STORIES.promote, acts: [] }
  const events: string[] = []
  const note = (event: string) => void events.push(event)
  const wanted = await endInSimulation([], { story, ways: lostFrom(Number.POSITIVE_INFINITY, note) })
  expect(events.length).toBeGreaterThan(40)
  for (const first of [1, 9]) {
    const end = await endInSimulation([], { story, ways: lostFrom(first) })
    expect(firstDifference(wanted.picture, end.picture), `from ${first} on`).toBeUndefined()
  }
  for (const seed of [1, 2]) {
    const end = await endInSimulation([], { story, ways: repeated(seed) })
    expect(firstDifference(wanted.picture, end.picture), `seed ${seed}`).toBeUndefined()
  }
})
