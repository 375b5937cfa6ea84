import { createUserSignIn } from '../adapters/github/connection/app/user-sign-in.ts'
import { webUrl } from '../adapters/github/connection/sending/web-url.ts'
import { endedSessions } from '../adapters/storage/rows/ended-sessions.ts'
import { loopbackAccess } from '../dashboard/access/loopback.ts'
import { signInAccess } from '../dashboard/access/sign-in.ts'
import type { Access } from '../dashboard/access/viewer.ts'
import { closedDashboard } from '../dashboard/closed-dashboard.ts'
import { createDashboard, type Dashboard } from '../dashboard/create-dashboard.ts'
import type { CommonParts } from './common-parts.ts'
import { transcriptsFolder } from './data-folders.ts'
import type { DashboardSignIn, ProcessOptions, WebOptions } from './speculate-options.ts'

/** The pages for people; closed ones where nobody could be let in. `dataDir` is that of the work, where it is done here. */
export function openDashboard(
  { dashboard, database, github }: ProcessOptions & WebOptions,
  { store, clock, log, redactor }: CommonParts,
  dataDir: string | undefined,
): Dashboard {
  if (dashboard === undefined) return closedDashboard()
  return createDashboard({
    ...{ store, database, log, redact: redactor.allInTurns },
    access:
      dashboard === 'loopback'
        ? loopbackAccess()
        : signInWith(dashboard, { database, github, log, redactor }),
    githubUrl: webUrl(github.baseUrl),
    kept: dataDir === undefined ? undefined : { dataDir, transcripts: transcriptsFolder(dataDir) },
    now: () => new Date(clock.now()).toISOString(),
  })
}

function signInWith(
  { clientId, clientSecret, publicUrl, operators }: DashboardSignIn,
  parts: Pick<ProcessOptions, 'database' | 'github'> & Pick<CommonParts, 'log' | 'redactor'>,
): Access {
  return signInAccess({
    ...{ publicUrl, operators, log: parts.log },
    secret: clientSecret,
    sessions: endedSessions(parts.database),
    github: createUserSignIn({ clientId, clientSecret, apiUrl: parts.github.baseUrl }),
    onToken: parts.redactor.holdToken,
    now: () => Date.now(),
  })
}
