import { serialize } from 'node:v8'
import { reconcile } from '../../../src/reconcile.ts'
import { lookUnlessFailing } from '../../../src/worker/look-unless-failing.ts'
import { aWorld } from '../../scenarios/worlds/a-world.ts'
import { type AgentAnswers, answerAttempts } from '../../scenarios/worlds/answer-attempts.ts'
import { createLife, type Death, type Life } from './create-life.ts'
import type { End } from './end.ts'
import { pictureOfFake } from './picture-of-fake.ts'

type World = Awaited<ReturnType<typeof aWorld>>

/** More than any run needs. */
const MOST_TURNS = 60
const MINUTE_MS = 60_000

interface StoryInMemory {
  readonly settings?: string
  /** Of the issue. */
  readonly title?: string
  readonly answers?: AgentAnswers
}

/**
 * A run of three candidates to its end on a forge, a store and a queue in memory, by processes that die one after the other; what comes
 * after them has nothing but what those three hold. Two of the candidates pass their checks.
 */
export async function endInMemory(
  deaths: readonly Death[],
  { settings, title, answers = {} }: StoryInMemory = {},
): Promise<End> {
  const world = await aWorld(settings === undefined ? {} : { settings })
  if (title !== undefined) world.issue().title = title
  await world.label(world.number, 'speculate')
  const startedAt = world.now() / MINUTE_MS
  const lives: Life[] = []
  for (;;) {
    const life = createLife(deaths[lives.length], deaths.length === 0 ? dataOf(world) : undefined)
    lives.push(life)
    const end = await Promise.race([life.died, live(world, life, answers)])
    if (end === 'ended')
      return {
        picture: pictureOfFake(world.state),
        minutes: world.now() / MINUTE_MS - startedAt,
        calls: lives[0]?.calls ?? [],
        died: lives.length - 1,
      }
  }
}

/** Until nothing is left to do, as three looks in a row agree. */
async function live(world: World, life: Life, answers: AgentAnswers): Promise<'ended'> {
  let quiet = 0
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const before = world.changes.length
    await look(world, life)
    const isSettled = (await world.speculation())?.settledAt !== undefined
    quiet = isSettled && world.changes.length === before ? quiet + 1 : 0
    if (quiet === 3) return 'ended'
    if (world.queued.length > 0) await answer(world, life, answers)
    else await checksEnd(world)
  }
  throw new Error(
    `no end after ${MOST_TURNS} turns: ${life.calls
      .slice(-20)
      .map(({ name }) => name)
      .join(', ')}`,
  )
}

/** All that outlives a process. */
function dataOf({ save, queued, traces }: World): () => string {
  return () => {
    const { state, rows } = save()
    return serialize([state, rows, queued, traces]).toString('latin1')
  }
}

function look({ key, reconciling }: World, life: Life): Promise<void> {
  const { forge, store, queue, workspace, writeTraces } = reconciling
  const mortal = {
    ...reconciling,
    forge: life.of('forge', forge),
    store: life.of('store', store),
    queue: life.of('queue', queue),
    workspace: life.of('workspace', workspace),
    writeTraces: (traces: Parameters<typeof writeTraces>[0]) =>
      life.passing('writeTraces', () => writeTraces(traces)),
  }
  return lookUnlessFailing(key, mortal, () => reconcile(key, mortal))
}

/** Every attempt that waits, by a worker of the process. A job stays until it is done. */
async function answer({ attempts, queued }: World, life: Life, answers: AgentAnswers): Promise<void> {
  const store = life.of('store', attempts.store)
  for (const job of [...queued]) {
    await answerAttempts({ ...attempts, store, queued: [job] }, answers)
    queued.shift()
  }
}

/** The checks of every draft, a minute later. */
async function checksEnd(world: World): Promise<void> {
  world.passTime(MINUTE_MS)
  const drafts = new Set(world.pulls().map(({ branch }) => branch.split('/').at(-1) ?? ''))
  await world.checksAnswer(['refactor-heavy'], [...drafts])
}
