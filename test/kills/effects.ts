import { parseArgs } from 'node:util'
import { removeTemporaryFolders } from '../temporary-folder.ts'
import type { Death } from './worlds/create-life.ts'
import { worseThan } from './worlds/end.ts'
import { endInMemory } from './worlds/in-memory.ts'
import { endOnEmbeddedGitHub } from './worlds/on-embedded-github.ts'
import { seeded } from './worlds/seeded.ts'

/**
 * A run of three candidates, killed before and after each of its effects, and then at pairs of them: in the end GitHub must always look
 * the same, and as soon. On an embedded GitHub, or quickly on one in memory.
 * `node test/kills/effects.ts [--world github|memory] [--pairs 500] [--seed 1] [--calls github.write] [--at 35:before[,80:after] …]`;
 * with `--calls` only at effects of that name, with `--at` only those kills.
 */
const { values } = parseArgs({
  options: {
    world: { type: 'string', default: 'github' },
    pairs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    calls: { type: 'string' },
    at: { type: 'string', multiple: true },
  },
})

const endOf = values.world === 'memory' ? endInMemory : endOnEmbeddedGitHub
const undisturbed = await endOf([])
const isAsked = (name: string) => values.calls === undefined || name === values.calls
const effects = undisturbed.calls.flatMap(({ name, isEffect }, place) =>
  isEffect && isAsked(name) ? [place + 1] : [],
)
console.log(`${effects.length} effects among ${undisturbed.calls.length} calls`)
const moments = effects.flatMap((at): Death[] => [
  { at, when: 'before' },
  { at, when: 'after' },
])
let failures = 0
if (values.at) await killAll(values.at.map(readDeaths), 'as asked')
else {
  await killAll(
    moments.map((one) => [one]),
    'kills',
  )
  await killAll(randomPairs(Number(values.pairs), Number(values.seed)), 'pairs')
}
process.exit(failures > 0 ? 1 : 0)

async function killAll(all: readonly (readonly Death[])[], what: string): Promise<void> {
  const startedAt = performance.now()
  let [killed, different] = [0, 0]
  for (const deaths of all) {
    const end = await endOf(deaths).catch((error: unknown) => String(error))
    await removeTemporaryFolders()
    if (typeof end !== 'string') killed += end.died
    const difference = typeof end === 'string' ? end : worseThan(undisturbed, end)
    if (difference === undefined) continue
    different += 1
    console.log(`DIFFERENT --at ${deaths.map(({ at, when }) => `${at}:${when}`).join()}\n${difference}`)
  }
  failures += different
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  console.log(`${all.length} ${what}: ${killed} processes killed, ${different} different ends, ${seconds} s`)
}

/** The second kill is of the process that comes after the first, and has about as much left to do. */
function randomPairs(count: number, seed: number): readonly (readonly Death[])[] {
  const random = seeded(seed)
  const upTo = (most: number) => Math.floor(random() * most)
  return Array.from({ length: count }, () => {
    const first = moments[upTo(moments.length)] ?? { at: 1, when: 'before' }
    const left = undisturbed.calls.length - first.at
    return [first, { at: 1 + upTo(left), when: upTo(2) === 0 ? 'before' : 'after' }]
  })
}

function readDeaths(text: string): readonly Death[] {
  return text.split(',').map((one) => {
    const [at, when] = one.split(':')
    return { at: Number(at), when: when === 'after' ? 'after' : 'before' }
  })
}
