// Run by hand: node test/bench/run-size.ts
// What a run of three candidates leaves in the database once it is over, by table: bytes, not times, so that any machine says the same.
import { rm } from 'node:fs/promises'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { report, say } from './figures/report.ts'
import { recordRun } from './storage/recorded-run.ts'
import { sizePerRun, total } from './storage/size-per-run.ts'

const MOST_KB = 25

const play = await recordRun()
const dataDir = await temporaryFolder()
const server = await startPostgres()
try {
  for (const [name, location] of [
    ['PGlite', { dataDir }],
    ['Postgres', { databaseUrl: server.databaseUrl }],
  ] as const) {
    const tables = await sizePerRun(location, play)
    const all = tables.reduce((sum, table) => sum + total(table), 0)
    report({
      ...{ name: `what a finished run leaves in the database, ${name}`, figure: Number(kilobytes(all)) },
      ...{ unit: 'kB', goal: { atMost: MOST_KB }, headline: name === 'Postgres' },
    })
    say(`${'table'.padEnd(20)}     kB    rows outside indexes`)
    for (const { table, ...size } of tables) {
      const parts = [total(size), size.rows, size.outside, size.indexes].map(kilobytes)
      say(`${table.padEnd(20)}${parts.map((part) => part.padStart(7)).join(' ')}`)
    }
  }
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true })
}
process.exit()

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(2)
}
