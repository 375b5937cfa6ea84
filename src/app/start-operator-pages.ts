import { databaseObstacle } from '../adapters/storage/database.ts'
import { type OperatorServer, startOperatorServer } from '../web/operator-server.ts'
import type { CommonParts } from './common-parts.ts'
import type { ProcessOptions } from './speculate-options.ts'

/** Of a process that takes no webhooks: it listens only so that whoever runs it can see how it does. */
export function startOperatorPages(
  { host, port, metricsToken, database }: ProcessOptions,
  { metrics }: CommonParts,
): Promise<OperatorServer> {
  return startOperatorServer({
    ...{ host, port, metrics, metricsToken },
    obstacle: () => databaseObstacle(database),
  })
}
