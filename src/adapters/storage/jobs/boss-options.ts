import { systemClock } from 'pg-boss'
import { type Database, noticingSilence } from '../connect.ts'

/** How pg-boss uses the database that it shares with the store. */
export function bossOptions({ engine }: Database) {
  const common = {
    // Pauses last as long as they really take, also while somebody sets the clock.
    clock: { ...systemClock, now: () => performance.timeOrigin + performance.now() },
    schedule: false,
    // Housekeeping that this use of pg-boss has no need of, at the longest interval it allows.
    bamIntervalSeconds: 3_600,
    flowIntervalSeconds: 3_600,
    maintenanceIntervalSeconds: 3_600,
    // How often dead workers are looked for.
    superviseIntervalSeconds: 20,
    monitorIntervalSeconds: 20,
    connectionString: engine.databaseUrl,
    application_name: 'speculate-queue',
  }
  switch (engine.kind) {
    case 'pglite':
      return { ...common, max: 1, backend: 'pglite' as const, reindex: false, monitorVacuum: false }
    case 'postgres':
      // What LISTEN/NOTIFY tells of is heard in notices.ts.
      return { ...common, ...noticingSilence(engine), max: 5, useListenNotify: false }
  }
}
