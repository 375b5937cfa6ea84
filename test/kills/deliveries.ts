import { parseArgs } from 'node:util'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.ts'
import { killUnderLoad, type Server } from './deliveries/kill-under-load.ts'
import { type Found, lostOf } from './deliveries/lost-of.ts'

/**
 * Servers that are killed under a load of webhooks, one after the other on the same database, every second one together with what it has
 * started: every delivery that was acknowledged must be found, as a look at its issue or as a wake that waits for one.
 * `node test/kills/deliveries.ts [--kills 100] [--deliveries 100000] [--only pglite,postgres]`
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    deliveries: { type: 'string', default: '100000' },
    only: { type: 'string', default: 'pglite,postgres' },
  },
})
const kills = Number(values.kills)
const each = Math.ceil(Number(values.deliveries) / kills)

for (const kind of values.only.split(',')) {
  if (kind === 'pglite') await killAll({ kind, place: await temporaryFolder() })
  else {
    const { databaseUrl, stop } = await startPostgres()
    await killAll({ kind: 'postgres', place: databaseUrl })
    await stop()
  }
}
await removeTemporaryFolders()
process.exit()

async function killAll(server: Server): Promise<void> {
  const startedAt = performance.now()
  const acknowledged: number[] = []
  for (let kill = 1; kill <= kills; kill += 1) {
    const withAll = kill % 2 === 0
    const from = kill * 1_000_000
    acknowledged.push(...(await killUnderLoad(server, { from, acknowledged: each, withAll })))
    if (kill % 10 === 0) tell(server, kill, acknowledged.length, await found(server, acknowledged))
  }
  console.log(`${server.kind}: ${Math.round((performance.now() - startedAt) / 1_000)} s`)
}

function found({ kind, place }: Server, acknowledged: readonly number[]): Promise<Found> {
  return lostOf(acknowledged, kind === 'pglite' ? { dataDir: place } : { databaseUrl: place })
}

function tell(
  { kind }: Server,
  kill: number,
  acknowledged: number,
  { lost, lookedAt, waiting }: Found,
): void {
  console.log(
    `${kind}: ${kill} kills, ${acknowledged} acknowledged, ${lost.length} lost (${lookedAt} looked at, ${waiting} waiting)`,
  )
  if (lost.length === 0) return
  console.log(`  ${lost.slice(0, 20).join(', ')}`)
  process.exitCode = 1
}
