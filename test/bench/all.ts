import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { Figure, type Measurements } from '../../src/config/benchmarks.ts'
import { keepMeasurement } from './figures/kept.ts'

/**
 * Runs the short benches one after the other, keeps their figures in `test/bench/figures.json`, and writes docs/benchmarks.md and the
 * README's table from them. A goal that is missed is written down like any other figure.
 * `node test/bench/all.ts`, `--long` for those that take long, or a command of one bench alone: `node test/bench/all.ts pace.ts 100`
 */
const SHORT = [
  'requests.ts',
  'requests.ts --reviews',
  'latency.ts 1 5 20',
  'pace.ts',
  'ingest.ts --seconds 10',
  'event-loop.ts',
  'fairness.ts',
  'workers.ts',
  'demo.ts',
  'memory.ts',
]
const LONG = ['ingest.ts --seconds 60', 'storage.ts', 'run-size.ts']
const LONGEST_MS = 2 * 3_600_000

const asked = process.argv.slice(2)
const commands = asked[0] === '--long' ? LONG : asked.length > 0 ? [asked.join(' ')] : SHORT
const folder = fileURLToPath(new URL('.', import.meta.url))
const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`

for (const command of commands) {
  console.log(`${command} …`)
  const figures = await run(command)
  if (figures.length === 0) {
    console.log('  said nothing; its figures stay as they were')
    process.exitCode = 1
    continue
  }
  for (const { name, figure, unit } of figures) console.log(`  ${name}: ${figure} ${unit}`)
  await keepMeasurement({ command, at: new Date().toISOString().slice(0, 10), machine, figures })
}
await execa(process.execPath, ['src/config/generate.ts'], { cwd: `${folder}/../..`, stdio: 'inherit' })

async function run(command: string): Promise<Measurements[number]['figures']> {
  const [bench = '', ...given] = command.split(' ')
  const { stdout } = await execa(process.execPath, [bench, ...given, '--json'], {
    ...{ cwd: folder, reject: false, timeout: LONGEST_MS, stderr: 'inherit' },
  })
  const lines = stdout.split('\n').filter((one) => one.startsWith('{'))
  return lines.map((one) => Figure.parse(JSON.parse(one)))
}
