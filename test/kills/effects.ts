import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { removeTemporaryFolders } from '../temporary-folder.ts'
import type { Death } from './worlds/create-life.ts'
import { type End, worseThan } from './worlds/end.ts'
import { endInMemory } from './worlds/in-memory.ts'
import { endInSimulation } from './worlds/in-simulation.ts'
import { endOnEmbeddedGitHub } from './worlds/on-embedded-github.ts'
import { seeded } from './worlds/seeded.ts'
import { STORIES } from './worlds/simulated/stories.ts'

/**
 * A run of three candidates, killed before and after each of its effects, and then at pairs of them: in the end GitHub must always look
 * the same, and as soon. Three stories of the whole App in the simulation; or one on an embedded GitHub with real git, or quickly on one
 * in memory.
 * `node test/kills/effects.ts [--story promote,escalate,override,github,memory] [--pairs 500] [--seed 1] [--processes 2]`; with
 * `--calls store.journal` only at effects of that name, with `--only pairs` only those, with `--at 35:before,80:after [--at …]` only
 * those kills. After every hundredth it says how far it is.
 */
const { values } = parseArgs({
  options: {
    story: { type: 'string', default: Object.keys(STORIES).join() },
    pairs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    calls: { type: 'string' },
    at: { type: 'string', multiple: true },
    processes: { type: 'string', default: '1' },
    /** Which of the processes this is, of how many. */
    part: { type: 'string', default: '0/1' },
  },
})
const [part = 0, parts = 1] = values.part.split('/').map(Number)

process.exit((await (Number(values.processes) > 1 ? runApart(Number(values.processes)) : runHere())) ? 0 : 1)

/** Whether all was as it must be. The kills are shared out: time is a whole process's. */
async function runApart(processes: number): Promise<boolean> {
  const codes = Array.from({ length: processes }, async (_, place) => {
    const [code] = await once(
      fork(import.meta.filename, [
        ...process.argv.slice(2),
        ...['--processes', '1', '--part', `${place}/${processes}`],
      ]),
      'exit',
    )
    return code === 0
  })
  return (await Promise.all(codes)).every(Boolean)
}

async function runHere(): Promise<boolean> {
  let failures = 0
  for (const story of values.story.split(',')) failures += await killAllOf(story)
  return failures === 0
}

type EndOf = (deaths: readonly Death[]) => Promise<End>

function endOf(story: string): EndOf {
  if (story === 'github') return endOnEmbeddedGitHub
  if (story === 'memory') return endInMemory
  const told = Object.entries(STORIES).find(([name]) => name === story)?.[1]
  if (!told) throw new Error(`there is no story ${story}`)
  return (deaths) => endInSimulation(deaths, { story: told })
}

async function killAllOf(story: string): Promise<number> {
  const ending = endOf(story)
  const undisturbed = await ending([])
  const { calls } = undisturbed
  const isAsked = (name: string) => values.calls === undefined || name === values.calls
  const effects = calls.flatMap(({ name, isEffect }, place) => (isEffect && isAsked(name) ? [place + 1] : []))
  const moments = effects.flatMap((at): Death[] => [
    { at, when: 'before' },
    { at, when: 'after' },
  ])
  const pairs = randomPairs(moments, { count: Number(values.pairs), most: calls.length })
  const all: Readonly<Record<string, readonly (readonly Death[])[]>> = values.at
    ? { 'kills as asked': values.at.map(readDeaths) }
    : { kills: moments.map((one) => [one]), pairs }
  let failures = 0
  for (const [what, deaths] of Object.entries(all).filter(([what]) => (values.only ?? what) === what))
    failures += await killAll(deaths, {
      what: `${what} at ${effects.length} effects of ${story}`,
      ending,
      undisturbed,
    })
  return failures
}

interface Killing {
  readonly what: string
  readonly ending: EndOf
  readonly undisturbed: End
}

async function killAll(
  all: readonly (readonly Death[])[],
  { what, ending, undisturbed }: Killing,
): Promise<number> {
  const startedAt = performance.now()
  const ours = all.filter((_, place) => place % parts === part)
  let [killed, different] = [0, 0]
  for (const [place, deaths] of ours.entries()) {
    if (place > 0 && place % 100 === 0) console.log(`${place} of ${ours.length}, ${different} different ends`)
    const end = await ending(deaths).catch((error: unknown) => String(error))
    await removeTemporaryFolders()
    if (typeof end !== 'string') killed += end.died
    const difference = typeof end === 'string' ? end : worseThan(undisturbed, end)
    if (difference === undefined) continue
    different += 1
    const names = deaths.map(({ at }, place) => (place === 0 ? undisturbed.calls[at - 1]?.name : '…'))
    console.log(
      `DIFFERENT --at ${deaths.map(({ at, when }) => `${at}:${when}`).join()} (${names.join()})\n${difference}`,
    )
  }
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  console.log(`${ours.length} ${what}: ${killed} processes killed, ${different} different ends, ${seconds} s`)
  return different
}

/** The second kill is of the process that comes after the first, and has about as much left to do. */
function randomPairs(
  moments: readonly Death[],
  { count, most }: { readonly count: number; readonly most: number },
): readonly (readonly Death[])[] {
  const random = seeded(Number(values.seed))
  const upTo = (limit: number) => Math.floor(random() * limit)
  return Array.from({ length: count }, () => {
    const first = moments[upTo(moments.length)] ?? { at: 1, when: 'before' }
    return [first, { at: 1 + upTo(most - first.at), when: upTo(2) === 0 ? 'before' : 'after' }]
  })
}

function readDeaths(text: string): readonly Death[] {
  return text.split(',').map((one) => {
    const [at, when] = one.split(':')
    return { at: Number(at), when: when === 'after' ? 'after' : 'before' }
  })
}
