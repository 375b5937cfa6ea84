// Run by hand: node test/bench/run-size.ts
// What a run of three candidates leaves in the database once it is over, by table: bytes, not times, so that any machine says the same.
import { rm } from 'node:fs/promises'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { recordRun } from './storage/recorded-run.ts'
import { sizePerRun, total } from './storage/size-per-run.ts'

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
    console.log(`\n${name}: ${kilobytes(all)} kB a run\n`)
    console.log(`${'table'.padEnd(20)}     kB    rows outside indexes`)
    for (const { table, ...size } of tables) {
      const parts = [total(size), size.rows, size.outside, size.indexes].map(kilobytes)
      console.log(`${table.padEnd(20)}${parts.map((part) => part.padStart(7)).join(' ')}`)
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
