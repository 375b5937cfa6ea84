import { serialize } from 'node:v8'
import { messageOf } from '@speculate-dev/system'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { createInjector } from '../../simulation/faults/injector.ts'
import { pendingFiles } from '../../simulation/time/pending-files.ts'
import { takeTime, type VirtualTime } from '../../simulation/time/virtual-time.ts'
import { isWrite } from '../../simulation/world/network.ts'
import { readFirst } from '../../simulation/world/read-first.ts'
import { startWorld, type World, type WorldParts } from '../../simulation/world/start-world.ts'
import { createTrail } from '../../simulation/world/trail.ts'
import { createLife, type Death, type Life } from './create-life.ts'
import type { End } from './end.ts'
import { pictureOfGitHub } from './picture-of-github.ts'
import { mortal } from './simulated/mortal.ts'
import { steadyAgent, steadyChecks } from './simulated/steady.ts'
import { STORIES, type Story } from './simulated/stories.ts'

const START = Date.parse('2026-05-05T12:00:00.000Z')
const MINUTE_MS = 60_000
const SETTINGS = 'verifier:\n  checks: [lint, test]\nreviewers: [acme]\n'

interface SimulatedRun {
  readonly story?: Story
  /** Without it every webhook arrives once, some before others. */
  readonly ways?: WorldParts['ways']
}

/** A run in the simulation, on whose GitHub nothing goes wrong but that processes die. */
export interface SimulatedEnd extends End {
  /** What has happened, line by line. */
  readonly trail: readonly string[]
}

/**
 * A run of three candidates to its end: the app and the embedded GitHub are real, the database, work trees and time are the simulation's.
 * Its processes die one after the other; what comes after them has what those hold.
 */
export async function endInSimulation(
  deaths: readonly Death[],
  { story = STORIES.promote, ways }: SimulatedRun = {},
): Promise<SimulatedEnd> {
  await readFirst()
  const time = takeTime(START, pendingFiles)
  const trail = createTrail(time.now, START)
  const lives: Life[] = []
  const writes = { last: START }
  let world: World | undefined
  const born = () => {
    const data = deaths.length === 0 ? () => serialize(world?.rows).toString('latin1') : undefined
    const life = createLife(deaths[lives.length], data)
    lives.push(life)
    return life
  }
  try {
    world = await startWorld({
      ...{ seed: 1, time, trail, settings: SETTINGS },
      injector: createInjector([], trail.note),
      onUnsure: () => {},
      onEffect: (request) => {
        if (isWrite(request)) writes.last = time.now()
      },
      parts: {
        ...{ agent: steadyAgent, checks: steadyChecks(story.failing) },
        ...(ways && { ways }),
        mortal: (machine, die) => {
          const life = born()
          void life.died.then(die)
          return mortal(machine, life)
        },
      },
    })
    const minutes = await live({ story, time, world, writes })
    time.giveBack()
    const picture = await pictureOfGitHub(world.github)
    const calls = lives[0]?.calls ?? []
    return { picture, minutes, calls, died: lives.length - 1, trail: trail.lines }
  } catch (error) {
    throw new Error([messageOf(error), ...trail.lines].join('\n'), { cause: error })
  } finally {
    time.giveBack()
    await world?.close()
  }
}

interface Living {
  readonly story: Story
  readonly time: VirtualTime
  readonly world: World
  /** When the App has written on GitHub last. */
  readonly writes: { readonly last: number }
}

/** Answers how long the App has had something to do, in minutes. */
async function live({ story, time, world, writes }: Living): Promise<number> {
  const { maintainer } = world
  await time.pass(START + 10_000)
  const issue = (await maintainer.call('POST', '/issues', { title: 'Adds wrongly', body: 'It does.' })) as {
    number: number
  }
  const label = () => maintainer.call('POST', `/issues/${issue.number}/labels`, { labels: [TRIGGER_LABEL] })
  let busyMs = 0
  for (const act of [label, ...story.acts]) {
    const since = time.now()
    await act(maintainer, issue.number)
    await untilQuiet({ time, world, writes })
    busyMs += Math.max(0, writes.last - since)
  }
  return busyMs / MINUTE_MS
}

/** Longer than a sweep, and what it asks for, may take. */
const QUIET_MS = 15 * MINUTE_MS
const MOST_MS = 4 * 60 * MINUTE_MS

async function untilQuiet({ time, world, writes }: Omit<Living, 'story'>): Promise<void> {
  const until = time.now() + MOST_MS
  let since = time.now()
  while (time.now() - since < QUIET_MS) {
    if (time.now() > until) throw new Error('no end after four hours')
    await time.pass(time.now() + MINUTE_MS)
    const runs = [...world.rows.speculations.values()]
    const isSettled = runs.length > 0 && runs.every(({ settledAt }) => settledAt !== undefined)
    if (!isSettled || world.jobs.left().length > 0) since = time.now()
    else since = Math.max(since, writes.last)
  }
}
