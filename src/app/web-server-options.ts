import type { Installations } from '../adapters/github/connection/installations.ts'
import type { Metrics } from '../adapters/observing/create-metrics.ts'
import { databaseObstacle } from '../adapters/storage/database.ts'
import { unsignedText, wrongSecret } from '../messages/operator/wrong-secret.ts'
import type { Log } from '../ports/operator.ts'
import type { Queue } from '../ports/queue.ts'
import type { Store } from '../ports/store.ts'
import type { WebServerOptions } from '../web/web-server.ts'
import type { SpeculateOptions } from './speculate-options.ts'

interface WebParts {
  readonly queue: Queue
  readonly store: Store
  readonly installations: Installations
  readonly log: Log
  readonly metrics: Metrics
}

/** What the web server is asked, and where the answers are. */
export function webServerOptions(
  options: SpeculateOptions,
  { queue, store, installations, log, metrics }: WebParts,
): WebServerOptions {
  return {
    credentials: options.credentials,
    webhookSecret: options.webhookSecret,
    previousWebhookSecret: options.previousWebhookSecret,
    queue,
    login: () => installations.login(),
    entered: (repository, pullRequests) => store.enteredFor(repository, pullRequests),
    promotedOn: (repository, branch) => store.promotedOn(repository, branch),
    watched: () => store.watched(),
    port: options.port,
    host: options.host,
    baseUrl: options.github.baseUrl,
    log: options.requestLog,
    onUnsigned: (refused) => {
      metrics.refusedDelivery(refused.count)
      log(unsignedText(refused), { level: 'error', next: wrongSecret() })
    },
    operator: {
      metrics,
      metricsToken: options.metricsToken,
      obstacle: () => databaseObstacle(options.database),
    },
  }
}
