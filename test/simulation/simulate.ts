import { type IssueKey, issueKey } from '../../src/domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../../src/domain/issue/labels.ts'
import type { Fault } from './faults/fault.ts'
import { createInjector, type Injector } from './faults/injector.ts'
import { makePlan } from './faults/make-plan.ts'
import { AT_ANY_TIME } from './invariants/at-any-time.ts'
import { IN_THE_END } from './invariants/in-the-end.ts'
import { doAct } from './people/acts.ts'
import { REPOSITORY } from './people/people.ts'
import { createRandom } from './random.ts'
import { pendingFiles } from './time/pending-files.ts'
import { takeTime, type VirtualTime } from './time/virtual-time.ts'
import { livesNow } from './world/life.ts'
import { type AppRequest, isWrite } from './world/network.ts'
import { readFirst } from './world/read-first.ts'
import { startWorld, type World } from './world/start-world.ts'
import { createTrail, type Trail } from './world/trail.ts'

export interface Simulated {
  readonly seed: number
  readonly plan: readonly Fault[]
  readonly fired: readonly Fault[]
  readonly trail: readonly string[]
  readonly digest: string
  /** Sentences that begin with the name of what does not hold. */
  readonly violations: readonly string[]
}

const START = Date.parse('2026-05-05T12:00:00.000Z')
const MINUTE = 60_000
/** What every run shall meet. */
export const FAULTS_AT_LEAST = 20
const SETTINGS = 'verifier:\n  checks: [lint, test]\n'

/**
 * One run of one seed: the same plan gives the same trail.
 *
 * Real: looks, attempts, webhooks' meaning, sweep and pacing of the app (`startWorker`, `createApp`, `keepSweeping`, `createInstallations`
 * with Octokit), and the embedded GitHub with its REST, GraphQL, webhooks and git objects. Both run in this process, and a request is a
 * call. Time, chance, the network, people, checks and the death of processes are the simulation's own: time passes when nobody has
 * anything left to do, and requests take effect one after the other.
 *
 * Not real: the database (the memory stores of the tests, which keep the store's contract, behind a connection that can be lost), the
 * queue (its promises over that time; errands come to nothing), work trees, agents and measures (each candidate changes one file),
 * signatures of webhooks, and what takes secrets out. `test/contracts`, `test/adapters` and the tests that kill whole processes are about
 * those.
 */
export async function simulate(seed: number, plan = makePlan(createRandom(seed))): Promise<Simulated> {
  await readFirst()
  const time = takeTime(START, pendingFiles, livesNow)
  const trail = createTrail(time.now, START)
  const injector = createInjector(plan, trail.note)
  const violations = new Set<string>()
  const written: string[] = []
  let world: World | undefined
  let mayBeTwice = false
  const factsOf = ({ github, rows, green }: World) => {
    const [repository] = github.state.repositories
    if (!repository) throw new Error('the repository is gone')
    return { repository, rows, green, now: time.now(), mayBeTwice }
  }
  const onEffect = (request: AppRequest) => {
    if (!world || !isWrite(request)) return
    written.push(`${request.method} ${request.operation ?? request.path}`)
    for (const [name, invariant] of Object.entries(AT_ANY_TIME))
      for (const what of invariant(factsOf(world))) violate(`${name}: ${what}`)
  }
  const onUnsure = () => {
    mayBeTwice = true
  }
  const violate = (what: string) => {
    if (violations.has(what)) return
    violations.add(what)
    trail.note(`VIOLATION ${what}`)
  }
  try {
    world = await startWorld({ seed, time, injector, trail, settings: SETTINGS, onUnsure, onEffect })
    const story: Story = { plan, time, injector, trail, world, written }
    await live(story)
    const { jobs, places } = world
    const end = {
      ...factsOf(world),
      places,
      jobs: jobs.left(),
      forgotten: jobs.forgotten,
      written: await threeMoreLooks(story),
    }
    for (const [name, invariant] of Object.entries(IN_THE_END))
      for (const what of invariant(end)) violate(`${name}: ${what}`)
  } finally {
    await world?.close()
    time.giveBack()
  }
  const { fired } = injector
  return { seed, plan, fired, trail: trail.lines, digest: trail.digest(), violations: [...violations] }
}

interface Story {
  readonly plan: readonly Fault[]
  readonly time: VirtualTime
  readonly injector: Injector
  readonly trail: Trail
  readonly world: World
  /** What the app has written on GitHub. */
  readonly written: string[]
}

/** Everything goes wrong that shall, and then there is time to mend it. */
async function live(story: Story): Promise<void> {
  const { plan, time, injector, world, trail } = story
  const { maintainer } = world
  await time.pass(START + 10_000)
  const issue = await maintainer.call('POST', '/issues', { title: 'Adds wrongly', body: 'It does.' })
  const { number } = issue as { number: number }
  injector.begin()
  await maintainer.call('POST', `/issues/${number}/labels`, { labels: [TRIGGER_LABEL] })
  for (const fault of plan) if (fault.of === 'people') time.after(fault.atMs, () => act(story, fault, number))
  await untilQuiet(story, 40 * MINUTE)
  const isEnough = () => injector.fired.length >= Math.min(FAULTS_AT_LEAST, plan.length)
  for (let round = 0; round < MOST_ROUNDS && !isEnough(); round += 1) {
    injector.hurry()
    trail.note('the label is put on again')
    for (const fault of plan)
      if (fault.of === 'people' && !injector.fired.includes(fault))
        time.after(MINUTE + (fault.atMs % (2 * MINUTE)), () => act(story, fault, number))
    await again(story, number)
    await untilQuiet(story, 40 * MINUTE)
  }
  injector.end()
  trail.note('nothing goes wrong any more')
  await untilQuiet(story, 8 * 60 * MINUTE)
  const isKnown = world.jobs.areSeen(issuesOf(world)) && !awaitsDelivery(world)
  if (!isKnown) await untilQuiet(story, 8 * 60 * MINUTE, FINALLY_QUIET_MS)
}

async function again({ world, time }: Story, issue: number): Promise<void> {
  const { maintainer } = world
  await maintainer.call('PATCH', `/issues/${issue}`, { state: 'open' })
  await maintainer.call('DELETE', `/issues/${issue}/labels/${TRIGGER_LABEL}`).catch(() => {})
  await time.pass(time.now() + MINUTE)
  await maintainer.call('POST', `/issues/${issue}/labels`, { labels: [TRIGGER_LABEL] })
}

const MOST_ROUNDS = 5
const TRIES = 20
const AGAIN_MS = 15_000

/** Tried again later, where it cannot be done yet. */
async function act(
  story: Story,
  fault: Extract<Fault, { of: 'people' }>,
  issue: number,
  tries = 0,
): Promise<void> {
  const { world, injector, trail, time } = story
  if (!injector.isOn()) return
  try {
    const done = await doAct(fault.act, { person: world.maintainer, issue, pick: fault.pick })
    if (done !== undefined) return injector.acted(fault)
  } catch (error) {
    trail.note(`${fault.act}: ${String(error).split('\n')[0]}`)
  }
  if (tries < TRIES) time.after(AGAIN_MS, () => act(story, fault, issue, tries + 1))
}

/** Longer than a settled run goes without a look at first. */
const QUIET_MS = 15 * MINUTE
/** Longer than the sweep leaves an issue alone whose look came to nothing: where the last one met with a fault, or there was none since. */
const FINALLY_QUIET_MS = 75 * MINUTE
const STEP_MS = 5 * MINUTE

/** Until nothing has changed for long, or at most for so long. */
async function untilQuiet({ time, world }: Story, mostMs: number, quietMs = QUIET_MS): Promise<void> {
  const until = time.now() + mostMs
  let since = time.now()
  let before = ''
  while (time.now() < until && time.now() - since < quietMs) {
    await time.pass(time.now() + STEP_MS)
    const now = stateOf(world)
    const isBusy = world.jobs.left().length > 0 || !isSettled(world)
    if (now !== before || isBusy) since = time.now()
    before = now
  }
}

/** A webhook that has never arrived is asked for again after up to an hour. */
function awaitsDelivery({ github }: World): boolean {
  const { deliveries } = github.state
  const arrived = new Set(deliveries.filter(({ statusCode }) => statusCode === 200).map(({ guid }) => guid))
  return deliveries.some(({ guid }) => !arrived.has(guid))
}

function issuesOf({ github }: World): readonly IssueKey[] {
  return github.state.repositories.flatMap(({ issues }) =>
    issues.filter(({ pull }) => !pull).map(({ number }) => issueKey({ ...REPOSITORY, number })),
  )
}

function isSettled({ rows }: World): boolean {
  return [...rows.speculations.values()].every(({ settledAt }) => settledAt !== undefined)
}

/** Changes with everything that is written anywhere. */
function stateOf({ github, rows }: World): string {
  const entries = [...rows.chains.values()].reduce((sum, chain) => sum + chain.length, 0)
  return `${github.state.nextId} ${rows.journal.size} ${entries} ${JSON.stringify([...rows.speculations])}`
}

async function threeMoreLooks({ time, world, written }: Story): Promise<readonly string[]> {
  const before = stateOf(world)
  written.splice(0)
  for (let look = 0; look < 3; look += 1) {
    for (const issue of issuesOf(world)) world.jobs.wake(issue)
    await time.pass(time.now() + MINUTE)
  }
  const isSame = stateOf(world) === before
  return [...written.splice(0), ...(isSame ? [] : ['what is stored has changed'])]
}
