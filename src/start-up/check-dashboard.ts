import { type Environment, isSafeUrl } from '../config/environment.ts'
import { onSettingsPage } from '../messages/operator/on-settings-page.ts'
import { type Check, ok, warn } from './check.ts'

type Settings = Pick<
  Environment,
  'PUBLIC_URL' | 'GITHUB_CLIENT_ID' | 'GITHUB_CLIENT_SECRET' | 'SPECULATE_OPERATORS'
>

/** Whether people can sign in to the dashboard; nothing is said where nobody has asked for it. */
export function checkDashboard(settings: Settings): Check {
  const { PUBLIC_URL, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, SPECULATE_OPERATORS } = settings
  const missing = [
    ...(GITHUB_CLIENT_SECRET === undefined ? ['GITHUB_CLIENT_SECRET'] : []),
    ...(GITHUB_CLIENT_ID === undefined ? ['GITHUB_CLIENT_ID'] : []),
    ...(PUBLIC_URL === undefined ? ['PUBLIC_URL'] : []),
  ]
  return async () => {
    if (GITHUB_CLIENT_SECRET === undefined && SPECULATE_OPERATORS === undefined) return []
    if (missing.length > 0)
      return [
        warn(
          'dashboard',
          `it is off: ${missing.join(' and ')} is not set`,
          `Set it; ids and secrets are ${onSettingsPage('General')}.`,
        ),
      ]
    if (PUBLIC_URL !== undefined && !isSafeUrl(PUBLIC_URL))
      return [warn('dashboard', 'it is off: PUBLIC_URL is not encrypted', 'Let it begin with https://.')]
    return [ok('dashboard', `people sign in at ${PUBLIC_URL}/runs`)]
  }
}
