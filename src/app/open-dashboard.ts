import { webUrl } from '../adapters/github/connection/web-url.ts'
import { loopbackAccess } from '../dashboard/access/loopback.ts'
import type { Access } from '../dashboard/access/viewer.ts'
import { createDashboard, type Dashboard } from '../dashboard/create-dashboard.ts'
import type { CommonParts } from './common-parts.ts'
import { transcriptsFolder } from './data-folders.ts'
import type { ProcessOptions, WebOptions } from './speculate-options.ts'

/** The pages for people; undefined where whoever started the process wants none. `dataDir` is that of the work, where it is done here. */
export function openDashboard(
  { dashboard, database, github }: ProcessOptions & WebOptions,
  { store, clock, log }: CommonParts,
  dataDir: string | undefined,
): Dashboard | undefined {
  if (dashboard === undefined) return undefined
  return createDashboard({
    ...{ store, database, log },
    access: accessOf(dashboard),
    githubUrl: webUrl(github.baseUrl),
    kept: dataDir === undefined ? undefined : { dataDir, transcripts: transcriptsFolder(dataDir) },
    now: () => new Date(clock.now()).toISOString(),
  })
}

function accessOf(_dashboard: NonNullable<WebOptions['dashboard']>): Access {
  return loopbackAccess()
}
