import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { tellFault } from './faults/fault.ts'
import { shrink } from './faults/shrink.ts'
import { runInPieces } from './run-in-pieces.ts'
import { FAULTS_AT_LEAST, type Simulated, simulate } from './simulate.ts'

/**
 * `node test/simulation/run.ts --seeds 300 [--from 1] [--processes 2]`: so many seeds, one after the other. What does not hold is printed
 * with its seed, its faults and its trail. `--seed 17` runs that one again and prints all of it; `--shrink` takes out the faults that it
 * does not need; `--until-violation` stops at the first; `--every 100` tells after so many seeds how far it is; `--logs FOLDER` runs them
 * in pieces whose output is kept there, and goes on where it was broken off. Ends with status 1 where anything does not hold.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    processes: { type: 'string', default: '1' },
    every: { type: 'string', default: '0' },
    logs: { type: 'string' },
    'until-violation': { type: 'boolean', default: false },
  },
})
const [seeds, processes] = [Number(values.seeds), Number(values.processes)]
const from = Number(values.seed ?? values.from)

if (values.seed !== undefined) process.exitCode = await runOne(from)
else if (values.logs !== undefined) {
  const left = await runInPieces({ from, seeds, processes, folder: values.logs })
  process.exitCode = left > 0 ? 1 : 0
} else if (processes > 1) process.exitCode = await runApart()
else process.exitCode = await runSeeds()

/** Everything of one seed. */
async function runOne(seed: number): Promise<number> {
  const found = await simulate(seed)
  const shown = values.shrink && found.violations.length > 0 ? await shrink(found) : found
  print(wholeOf(shown))
  return shown.violations.length > 0 ? 1 : 0
}

async function runSeeds(): Promise<number> {
  const totals: Totals = { seeds: 0, faults: 0, least: Number.POSITIVE_INFINITY, few: [], failed: 0 }
  const cpuBefore = process.cpuUsage()
  for (let seed = from; seed < from + seeds; seed += 1) {
    const done = await simulate(seed)
    totals.seeds += 1
    totals.faults += done.fired.length
    totals.least = Math.min(totals.least, done.fired.length)
    if (done.fired.length < FAULTS_AT_LEAST) totals.few.push(seed)
    if (totals.seeds % Number(values.every) === 0) print(tellTotals(totals, cpuBefore))
    if (done.violations.length === 0) continue
    totals.failed += 1
    print(wholeOf(done))
    if (values['until-violation']) return 1
  }
  print(tellTotals(totals, cpuBefore))
  return totals.failed > 0 ? 1 : 0
}

interface Totals {
  seeds: number
  faults: number
  /** Of one seed. */
  least: number
  /** Seeds that met too few. */
  readonly few: number[]
  failed: number
}

function tellTotals({ seeds: done, faults, least, few, failed }: Totals, cpuBefore: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(cpuBefore)
  const which = few.length === 0 ? '' : ` (${few.join(', ')})`
  return (
    `seeds ${from} to ${from + done - 1}: ${faults} faults, at least ${least} each, ${few.length} seeds with fewer than ${FAULTS_AT_LEAST}${which}, ` +
    `${failed} seeds with violations; ${((user + system) / 1e6 / done).toFixed(2)} s of processor time each`
  )
}

/** The seeds are shared out: time is a whole process's. */
async function runApart(): Promise<number> {
  const each = Math.ceil(seeds / processes)
  const ends = Array.from({ length: processes }, async (_, place) => {
    const first = from + place * each
    const count = Math.min(each, from + seeds - first)
    if (count <= 0) return 0
    const options = ['--from', String(first), '--seeds', String(count)]
    const [code] = await once(fork(import.meta.filename, options), 'exit')
    return code === 0 ? 0 : 1
  })
  return Math.max(...(await Promise.all(ends)))
}

function wholeOf({ seed, plan, fired, trail, digest, violations }: Simulated): string {
  const faults = plan.map((fault) => `  ${fired.includes(fault) ? '' : '(not met) '}${tellFault(fault)}`)
  const broken = violations.map((what) => `  ${what}`)
  return [
    `seed ${seed}: node test/simulation/run.ts --seed ${seed}`,
    ...['faults:', ...faults, 'trail:', ...trail, `digest ${digest}`],
    ...(broken.length > 0 ? ['does not hold:', ...broken] : ['everything holds']),
  ].join('\n')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
