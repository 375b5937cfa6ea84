import { appManifest } from '../adapters/app-manifest.ts'
import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import { readInstallations } from '../adapters/github/connection/app/read-installations.ts'
import {
  type InstallationTerms,
  LEVELS,
  limitsOf,
} from '../adapters/github/connection/installations/installation-limits.ts'
import type { OctokitOptions } from '../adapters/github/connection/sending/create-octokit.ts'
import { count, list } from '../messages/numbers.ts'
import { type Check, type Finding, fail, ok, warn } from './check.ts'

/** Where the App is installed, and whether each owner has granted what it asks for. */
export function checkInstallations(credentials: AppCredentials, github: OctokitOptions): Check {
  return async () => {
    const installed = await readInstallations(credentials, github)
    // That GitHub does not answer is said of the App.
    if (installed === undefined) return []
    if (installed.length === 0)
      return [
        warn(
          'installations',
          'the App is installed nowhere',
          "Install it on a repository: the App's page on GitHub, Install App.",
        ),
      ]
    const wrong = installed.flatMap(wrongOf)
    if (wrong.length > 0) return wrong
    const names = installed.map(ownerOf)
    const shown = names.length > 5 ? `${count(names.length, 'account')}` : list(names)
    return [ok('installations', `on ${shown}, with all that app.yml asks for`)]
  }
}

function wrongOf(terms: InstallationTerms): Finding[] {
  const limits = limitsOf(terms)
  if (limits) return [fail('installations', limits.message, limits.next)]
  const granted = terms.permissions
  if (!granted) return []
  const lacking = Object.entries(appManifest().default_permissions).filter(
    ([name, wanted]) => LEVELS.indexOf(granted[name] ?? 'none') < LEVELS.indexOf(wanted),
  )
  if (lacking.length === 0) return []
  const names = list(lacking.map(([name, wanted]) => `${name}: ${wanted}`))
  return [
    warn(
      'installations',
      `${ownerOf(terms)} has not granted ${names}`,
      `An owner of ${ownerOf(terms)} accepts it on GitHub: Settings, Applications (of an organization: GitHub Apps), Configure.`,
    ),
  ]
}

function ownerOf({ account }: InstallationTerms): string {
  return account?.login ?? 'an account'
}
