import { readFile, writeFile } from 'node:fs/promises'
import { Measurements } from '../../../src/config/benchmarks.ts'

const FILE = new URL('../figures.json', import.meta.url)

/** Instead of what the same command has measured before. */
export async function keepMeasurement(measurement: Measurements[number]): Promise<void> {
  const kept = Measurements.parse(JSON.parse(await readFile(FILE, 'utf8')))
  const place = kept.findIndex(({ command }) => command === measurement.command)
  const all = place === -1 ? [...kept, measurement] : kept.with(place, measurement)
  await writeFile(FILE, `${JSON.stringify(all, undefined, 2)}\n`)
}
