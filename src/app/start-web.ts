import { databaseObstacle } from '../adapters/storage/database.ts'
import { WATCHED_AFTER_MERGE_MS } from '../domain/run/revert.ts'
import { unsignedText, wrongSecret } from '../messages/operator/wrong-secret.ts'
import { noteAskedOnDraft } from '../snapshot/asked-on-drafts.ts'
import { startWebServer, type WebServer } from '../web/web-server.ts'
import { isCheckRequired } from '../worker/pass-where-required.ts'
import { repositoriesChanged } from '../worker/repositories-changed.ts'
import type { CommonParts } from './common-parts.ts'
import { openDashboard } from './open-dashboard.ts'
import type { ProcessOptions, WebOptions } from './speculate-options.ts'

/** Takes webhooks and wakes their issues, and shows how the process does. `dataDir` is that of the work, where it is done here. */
export async function startWeb(
  options: ProcessOptions & WebOptions,
  common: CommonParts,
  dataDir?: string,
): Promise<WebServer> {
  const { queue, store, clock, installations, log, metrics } = common
  const dashboard = openDashboard(options, common, dataDir)
  const server = await startWebServer({
    credentials: options.credentials,
    webhookSecret: options.webhookSecret,
    previousWebhookSecret: options.previousWebhookSecret,
    queue,
    login: () => installations.login(),
    entered: (repository, pullRequests) => store.enteredFor(repository, pullRequests),
    promotedOn: (repository, branch) => store.promotedOn(repository, branch),
    mergedOn: (repository, branch) =>
      store.mergedOn(repository, branch, new Date(clock.now() - WATCHED_AFTER_MERGE_MS).toISOString()),
    watched: () => store.watched(),
    pressed: ({ button, ...of }) =>
      store.recordPressed(of, { ...button, at: new Date(clock.now()).toISOString() }),
    askedOnDraft: (asked, by) => noteAskedOnDraft(asked, by, store),
    isCheckRequired: (repository) => isCheckRequired(repository, store),
    errand: (errand) => queue.errand(errand),
    changed: (of) => repositoriesChanged(of, store, new Date().toISOString()),
    endCollectedMs: options.endCollectedMs,
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
    pages: dashboard,
  })
  return {
    ...server,
    async stop() {
      // Pages that listen would hold their connections.
      await dashboard.stop()
      await server.stop()
    },
  }
}
