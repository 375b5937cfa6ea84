import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import { deliverAgain } from '../adapters/github/connection/app/deliver-again.ts'
import type { OctokitOptions } from '../adapters/github/connection/sending/create-octokit.ts'
import { wrongSecret } from '../messages/operator/wrong-secret.ts'
import { type Check, ok, warn } from './check.ts'

const OF = 'webhook round trip'

/** Whether what GitHub delivers arrives: it is asked for one of its deliveries once more. `waitMs`: how long it may take. */
export function checkRoundTrip(credentials: AppCredentials, github: OctokitOptions, waitMs?: number): Check {
  return async () => {
    const again = await deliverAgain(credentials, github, waitMs)
    switch (again.kind) {
      case 'none':
        return [ok(OF, 'nothing was delivered yet that GitHub could deliver again')]
      case 'unknown':
        return [
          warn(
            OF,
            'GitHub has not yet said what became of a delivery',
            "Look at the App's settings page on GitHub, under Advanced, or ask again in a minute.",
          ),
        ]
      case 'answered':
        return [answered(again.status)]
      default:
        return again satisfies never
    }
  }
}

function answered(status: number) {
  if (status >= 200 && status < 300) return ok(OF, 'what GitHub delivers arrives, and is taken')
  if (status === 401) return warn(OF, 'the server refuses what GitHub delivers', wrongSecret())
  const says =
    status === 0 ? 'nobody answers what GitHub delivers' : `what GitHub delivers is answered with ${status}`
  return warn(
    OF,
    says,
    'Start the server, and look whether GitHub reaches it from outside: its address, the proxy before it, its certificate.',
  )
}
