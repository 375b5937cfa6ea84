import { serialize } from 'node:v8'
import { expect, it, vi } from 'vitest'
import { advance } from '../../../src/advance.ts'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import { effectiveGates } from '../../../src/stages/gates/gates.ts'
import { policyText } from '../../../src/stages/policies/policy-text.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf } from '../../builders/story.ts'
import { aWorld, IDS, openWorld, type SavedWorld, write } from '../worlds/a-world.ts'

// Seconds on a quiet machine; only what hangs is to end here.
vi.setConfig({ testTimeout: 300_000 })

/** T10: the same facts give the same bytes, in whatever order they are told. */
const CANDIDATES = ['one', 'two', 'three']

const status = (candidate: string, state: string, description: string): Observation => ({
  kind: 'status',
  context: 'test',
  headSha: commitOf(candidate),
  state,
  description,
})
const unconfirmed = { runId: 7, path: 'x', event: 'pull_request', jobConfirmed: false }

/** Everything that somebody may post, duplicates and forgeries among it. */
const OBSERVATIONS: Record<string, readonly Observation[]> = {
  one: [
    aCheckRun('one', 'lint', { id: 11 }),
    aCheckRun('one', 'test', { id: 12 }),
    aCheckRun('one', 'other', { id: 13, conclusion: 'failure' }),
    aCheckRun('two', 'test', { id: 14, conclusion: 'failure' }),
  ],
  two: [
    aCheckRun('two', 'lint', { id: 21 }),
    aCheckRun('two', 'test', { id: 22, conclusion: 'failure', title: 'first' }),
    aCheckRun('two', 'test', { id: 23, conclusion: 'failure', title: 'second' }),
    aCheckRun('two', 'test', { id: 24 }),
    aCheckRun('two', 'test', { id: 25, workflow: unconfirmed }),
  ],
  three: [
    aCheckRun('three', 'lint', { id: 31, conclusion: 'skipped' }),
    aCheckRun('three', 'lint', { id: 32, conclusion: 'cancelled' }),
    status('three', 'error', 'this'),
    status('three', 'failure', 'that'),
    status('three', 'success', 'all is well'),
  ],
}

it('1,000 shuffles of checks, candidates and attempts give byte-identical scoreboards', () => {
  const random = seeded(1)
  const boards = new Set(Array.from({ length: 1_000 }, () => board((items) => shuffled(items, random))))
  expect(boards.size).toBe(1)
  expect([...boards][0]).toContain('✓ **promoted**')
})

function board(order: <T>(items: readonly T[]) => readonly T[]): string {
  const snapshot: Snapshot = {
    ...aSnapshot(),
    speculation: aSpeculation(),
    attempts: order(CANDIDATES.map((id) => anAttempt(id))),
    candidates: order(
      CANDIDATES.map((id, index) =>
        candidateFacts(id, aPullRequest(id, 21 + index, { observations: order(OBSERVATIONS[id] ?? []) })),
      ),
    ),
  }
  const { status } = advance(snapshot)
  if (!status) throw new Error('no status')
  const policy = policyText(status.scoreboard, status.speculation.settings)
  const gates = effectiveGates(status.speculation.settings)
  return renderScoreboard({
    ...status,
    policy,
    gates,
    settled: true,
    repositoryUrl: 'https://forge.test/acme/payments',
  })
}

/** What the deliveries tell of: each check ends in the state it has here, whenever we hear of it. */
const ENDS = IDS.flatMap((id, index) => [
  { id, name: 'lint', conclusion: 'success', number: 10 * index + 1 },
  { id, name: 'test', conclusion: id === 'refactor-heavy' ? 'failure' : 'success', number: 10 * index + 2 },
])

it('D4: 1,000 shuffles of deliveries, doubled and lost ones among them, end in the same scoreboard', async () => {
  const [written, wakeOnce] = [await aWrittenWorld(), rememberWakes()]
  const seedsByEnd = new Map<string, number[]>()
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const { end } = await afterDeliveries(written, seed, wakeOnce)
    seedsByEnd.set(end, [...(seedsByEnd.get(end) ?? []), seed])
  }
  const seeds = [...seedsByEnd.values()].map((each) => each.slice(0, 5).join(', ')).join(' | ')
  expect(seedsByEnd.size, `seeds that end alike: ${seeds}`).toBe(1)
  const [end] = seedsByEnd.keys()
  expect(end).toContain('✓ **promoted**')
  for (const seed of [1, 500, 1_000])
    expect(await afterDeliveries(written, seed, wake)).toMatchObject({ end })
})

/** A world at rest, and what can be seen of it. */
interface Moment {
  readonly saved: SavedWorld
  readonly end: string
  /** What a wake made of it, by the checks that had ended by then. */
  readonly next: Map<string, Promise<Moment>>
}
type Wake = (moment: Moment, ended: ReadonlySet<number>) => Promise<Moment>

/** The same deliveries in an order of their own, each noticed never, once or twice; then the sweep, which comes when all were lost. */
async function afterDeliveries(written: Moment, seed: number, wake: Wake): Promise<Moment> {
  const random = seeded(seed)
  const ended = new Set<number>()
  let moment = written
  for (const { number } of shuffled(ENDS, random)) {
    ended.add(number)
    for (let wakes = Math.floor(random() * 3); wakes > 0; wakes -= 1) moment = await wake(moment, ended)
  }
  return wake(moment, ended)
}

/** Everybody has written, and all checks are running. */
async function aWrittenWorld(): Promise<Moment> {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  for (const { id, name, number } of ENDS) {
    const [headSha] = [...world.state.heads].flatMap(([branch, at]) =>
      branch.endsWith(`/${id}`) ? [at] : [],
    )
    if (headSha === undefined) throw new Error(`no branch of ${id}`)
    const running = { id: number, headSha, status: 'in_progress', conclusion: undefined }
    world.state.observations.push(aCheckRun(id, name, running))
  }
  return momentOf(world)
}

async function wake({ saved }: Moment, ended: ReadonlySet<number>): Promise<Moment> {
  const world = openWorld(saved)
  for (const [index, one] of world.state.observations.entries()) {
    const end = one.kind === 'check-run' && ended.has(one.id) && ENDS.find(({ number }) => number === one.id)
    if (end) world.state.observations[index] = { ...one, status: 'completed', conclusion: end.conclusion }
  }
  await world.wake()
  return momentOf(world)
}

/**
 * A wake is nothing but a function of what the forge and the store hold, so that the first one in each such world stands for all. What
 * is written and never read by it, as the journal and the log are, does not make a world another one; nor does the note of which steps
 * were done before, which matters only to who does the same ones again and again.
 */
function rememberWakes(): Wake {
  const moments = new Map<string, Moment>()
  const only = (moment: Moment) => {
    const { state, rows } = moment.saved
    const { traces: _traces, journal: _journal, chains: _chains, notes: _notes, ...read } = rows
    const key = serialize([{ ...state, observations: [] }, read]).toString('latin1')
    const first = moments.get(key) ?? moment
    moments.set(key, first)
    return first
  }
  return (moment, ended) => {
    const key = [...ended].sort().join()
    const known = moment.next.get(key) ?? wake(moment, ended).then(only)
    moment.next.set(key, known)
    return known
  }
}

function momentOf(world: ReturnType<typeof openWorld>): Moment {
  const pulls = world.pulls()
  const bodies = [world.issue(), ...pulls].map(({ comments }) => comments.map(({ body }) => body))
  const shown = pulls.map(({ isOpen, isDraft, labels }) => ({ isOpen, isDraft, labels }))
  return { saved: world.save(), end: JSON.stringify([bodies, shown]), next: new Map() }
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** Park and Miller's generator: the same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
