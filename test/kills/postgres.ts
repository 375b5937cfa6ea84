import { parseArgs } from 'node:util'
import { removeTemporaryFolders } from '../temporary-folder.ts'
import { firstDifference } from './worlds/end.ts'
import { startOnPostgres, type Trouble } from './worlds/on-postgres.ts'

/**
 * Postgres is restarted, or all its backends are killed, in the middle of runs of the whole App: one process that takes webhooks and two that
 * work, which must all go on within ten seconds. Each run is disturbed at another moment, counted in webhooks that GitHub has sent since the
 * label, and then at the same moment in the other way. It must end like a run that nobody disturbs, with every webhook delivered and no job
 * left.
 * `node test/kills/postgres.ts [--moments 24] [--apart 2]`
 */
const { values } = parseArgs({
  options: { moments: { type: 'string', default: '24' }, apart: { type: 'string', default: '2' } },
})
const MOST_MS = 10_000
const KINDS: readonly Trouble['kind'][] = ['restart', 'backends']

const app = await startOnPostgres()
// The first of all says of the repository what later ones say no more.
await app.run()
const wanted = await app.run()
console.log(`undisturbed: ${wanted.webhooks} webhooks, ${wanted.seconds.toFixed(1)} s`)
const worst = { restart: 0, backends: 0 }
let [runs, met, failures] = [0, 0, 0]
for (const round of [0, 1])
  for (let moment = 1; moment <= Number(values.moments); moment += 1) {
    const kind = KINDS[(moment + round) % 2] ?? 'restart'
    const at = 1 + (moment - 1) * Number(values.apart)
    const end = await app.run({ kind, at })
    runs += 1
    if (end.awayMs === undefined) continue
    met += 1
    worst[kind] = Math.max(worst[kind], end.awayMs)
    const wrong = firstDifference(wanted.picture, end.picture) ?? end.lost
    if (wrong === undefined && end.awayMs <= MOST_MS) continue
    failures += 1
    console.log(`DIFFERENT ${kind} at webhook ${at}, on again after ${end.awayMs.toFixed(0)} ms\n${wrong}`)
  }
const seconds = (ms: number) => (ms / 1_000).toFixed(1)
console.log(
  `${runs} runs, ${met} of them disturbed, ${failures} different ends, in the same three processes: ${app.areAlive()}; on again after at most ` +
    `${seconds(worst.restart)} s of a restart, ${seconds(worst.backends)} s of killed backends`,
)
const isWell = failures === 0 && app.areAlive()
await app.stop()
await removeTemporaryFolders()
process.exit(isWell ? 0 : 1)
