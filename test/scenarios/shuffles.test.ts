import { expect, it } from 'vitest'
import { advance } from '../../src/advance.ts'
import type { Observation } from '../../src/domain/evidence.ts'
import type { Snapshot } from '../../src/domain/snapshot.ts'
import { renderScoreboard } from '../../src/messages/scoreboard.ts'
import {
  aCheckRun,
  anAttempt,
  aPullRequest,
  aSnapshot,
  aSpeculation,
  candidateFacts,
  commitOf,
} from '../fakes/facts.ts'
import { aWorld, IDS, write } from './a-world.ts'

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
  expect([...boards][0]).toContain('**promote**')
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
  const { standing } = advance(snapshot)
  if (!standing) throw new Error('nothing stands')
  return renderScoreboard({ ...standing, settled: true, repositoryUrl: 'https://forge.test/acme/payments' })
}

/** What the deliveries tell of: each check ends in the state it has here, whenever we hear of it. */
const ENDS = IDS.flatMap((id, index) => [
  { id, name: 'lint', conclusion: 'success', number: 10 * index + 1 },
  { id, name: 'test', conclusion: id === 'refactor-heavy' ? 'failure' : 'success', number: 10 * index + 2 },
])

it('shuffled, doubled and lost deliveries end in the same scoreboard', async () => {
  const random = seeded(2)
  const ends = new Set<string>()
  for (let run = 0; run < 60; run += 1) ends.add(await afterDeliveries(random))
  expect(ends.size).toBe(1)
  expect([...ends][0]).toContain('**promote**')
})

async function afterDeliveries(random: () => number): Promise<string> {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  const at = ({ id }: (typeof ENDS)[number]) => ({ headSha: world.headOf(id) })
  const running = (end: (typeof ENDS)[number]) =>
    check(end, { ...at(end), status: 'in_progress', conclusion: undefined })
  world.state.observations.push(...ENDS.map(running))
  for (const end of shuffled(ENDS, random)) {
    const place = world.state.observations.findIndex(
      (one) => one.kind === 'check-run' && one.id === end.number,
    )
    world.state.observations[place] = check(end, at(end))
    for (let wakes = Math.floor(random() * 3); wakes > 0; wakes -= 1) await world.wake()
  }
  // The sweep, which comes when every delivery was lost.
  await world.wake()
  const bodies = [world.issue(), ...world.pulls()].map(({ comments }) => comments.map(({ body }) => body))
  return JSON.stringify([
    bodies,
    world.pulls().map(({ isOpen, isDraft, labels }) => ({ isOpen, isDraft, labels })),
  ])
}

function check({ id, name, number }: (typeof ENDS)[number], overrides: object): Observation {
  const end = ENDS.find((one) => one.number === number)
  return { ...aCheckRun(id, name, { id: number, conclusion: end?.conclusion ?? '' }), ...overrides }
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
