import { appManifest } from '../adapters/app-manifest.ts'
import type { AppCredentials } from '../adapters/github/connection/app/create-app-client.ts'
import { type App, readApp } from '../adapters/github/connection/app/read-app.ts'
import { LEVELS } from '../adapters/github/connection/installations/installation-limits.ts'
import type { OctokitOptions } from '../adapters/github/connection/sending/create-octokit.ts'
import { appRefused } from '../messages/operator/app-refused.ts'
import { onSettingsPage } from '../messages/operator/on-settings-page.ts'
import { type Check, type Finding, fail, ok, warn } from './check.ts'

/** Without these nothing can be published. */
const NEEDED = ['contents', 'issues', 'pull_requests']
/** With these a candidate could change what judges it (T1). */
const DANGEROUS = ['workflows', 'administration', 'secrets', 'actions_variables', 'environments']
const ON_PAGE = onSettingsPage('Permissions & events')

/** The App's id, key, permissions and events, as GitHub knows them (O9). */
export function checkApp(credentials: AppCredentials, github: OctokitOptions): Check {
  return async () => {
    const answer = await readApp(credentials, github)
    if (answer.kind === 'refused')
      return [
        fail('App', 'GitHub does not accept its id and key', appRefused(credentials.appId, answer.reason)),
      ]
    if (answer.kind === 'unknown')
      return [
        warn(
          'App',
          `GitHub does not answer at ${github.baseUrl} (${answer.reason})`,
          'Look at the way there: GITHUB_API_URL, HTTPS_PROXY, the certificates. What waits for GitHub goes on by itself.',
        ),
      ]
    const { slug } = answer.app
    return [ok('App', `GitHub knows it as ${slug}`), ...permissionsOf(answer.app), ...eventsOf(answer.app)]
  }
}

function permissionsOf({ permissions }: App): Finding[] {
  const { default_permissions } = appManifest()
  const lacking = Object.entries(default_permissions).filter(
    ([name, wanted]) => LEVELS.indexOf(permissions[name] ?? 'none') < LEVELS.indexOf(wanted),
  )
  const tooMuch = DANGEROUS.filter((name) => LEVELS.indexOf(permissions[name] ?? 'none') > 1)
  const findings = lacking.map(([name, wanted]) => lackingPermission(name, wanted, permissions[name]))
  if (tooMuch.length > 0)
    findings.push(
      warn(
        'permissions',
        `the App may write ${tooMuch.join(', ')}, which it never uses`,
        `Take that away ${ON_PAGE}: a candidate could change what judges it.`,
      ),
    )
  return findings.length > 0 ? findings : [ok('permissions', 'as in app.yml')]
}

function lackingPermission(name: string, wanted: string, has = 'none'): Finding {
  const says = `${name} is ${has} and should be ${wanted}`
  const next = `Set it ${ON_PAGE}, and accept it where the App is installed.`
  return NEEDED.includes(name) ? fail('permissions', says, next) : warn('permissions', says, next)
}

function eventsOf({ events }: App): Finding[] {
  const lacking = appManifest().default_events.filter((name) => !events.includes(name))
  if (lacking.length === 0) return []
  const says = `the App is not told of ${lacking.join(', ')}`
  return [warn('events', says, `Tick them ${ON_PAGE}; until then such things are found late, by the sweep.`)]
}
