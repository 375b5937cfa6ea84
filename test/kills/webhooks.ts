import { parseArgs } from 'node:util'
import { worseThan } from './worlds/end.ts'
import { endInSimulation, type SimulatedEnd } from './worlds/in-simulation.ts'
import { STORIES } from './worlds/simulated/stories.ts'
import { lostFrom, repeated } from './worlds/simulated/ways.ts'

/**
 * A run of three candidates of which no webhook arrives from some moment on, whichever it is; and one whose webhooks arrive one to five times
 * each, in any order: GitHub must look the same in the end, to the byte. It may be one sweep later for each time that something has to be
 * noticed; that of the label itself is looked for at every second one.
 * `node test/kills/webhooks.ts [--seeds 100] [--from 1]`
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '100' }, from: { type: 'string', default: '1' } },
})
const SWEEP_MINUTES = 5
/** Nobody does anything after the label. */
const story = { ...STORIES.promote, acts: [] }
let [latest, different] = [0, 0]

const events: string[] = []
const note = (event: string) => void events.push(event)
const wanted = await endInSimulation([], { story, ways: lostFrom(Number.POSITIVE_INFINITY, note) })
const labelled = events.lastIndexOf('issues') + 1
for (let first = 1; first <= events.length; first += 1) {
  const end = await endInSimulation([], { story, ways: lostFrom(first) })
  compare(`no webhook from number ${first} on`, end, first <= labelled ? 3 : 1)
}
tell(`${events.length} moments after which no webhook arrives`)

const from = Number(values.from)
const until = from + Number(values.seeds)
for (let seed = from; seed < until; seed += 1)
  compare(`seed ${seed}`, await endInSimulation([], { story, ways: repeated(seed) }), 1)
tell(`each webhook one to five times, seeds ${from} to ${until - 1}`)
process.exit(different > 0 ? 1 : 0)

function compare(what: string, end: SimulatedEnd, sweeps: number): void {
  latest = Math.max(latest, end.minutes - wanted.minutes)
  const difference = worseThan(wanted, end, sweeps * SWEEP_MINUTES)
  if (difference === undefined) return
  different += 1
  console.log(`DIFFERENT ${what}\n${difference}`)
}

function tell(what: string): void {
  console.log(`${what}: ends up to ${latest.toFixed(1)} minutes later, ${different} different ends`)
  latest = 0
}
