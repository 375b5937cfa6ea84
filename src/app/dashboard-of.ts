import { type Environment, isSafeUrl } from '../config/environment.ts'
import type { DashboardSignIn } from './speculate-options.ts'

/**
 * Where everybody reaches the dashboard; undefined where only this machine does. A worker need not know the secret with which people sign
 * in elsewhere.
 */
export function pagesUrlOf(environment: Environment): string | undefined {
  const { PUBLIC_URL, GITHUB_CLIENT_ID, SPECULATE_ROLE } = environment
  const isOn = SPECULATE_ROLE === 'worker' ? GITHUB_CLIENT_ID : dashboardOf(environment)
  return isOn && PUBLIC_URL?.startsWith('https://') ? PUBLIC_URL : undefined
}

/** Undefined where something is missing without which nobody could sign in, and where others on the way could read what is sent. */
export function dashboardOf(environment: Environment): DashboardSignIn | undefined {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, PUBLIC_URL, SPECULATE_OPERATORS = '' } = environment
  if (!GITHUB_CLIENT_ID || !GITHUB_CLIENT_SECRET || !PUBLIC_URL || !isSafeUrl(PUBLIC_URL)) return undefined
  return {
    clientId: GITHUB_CLIENT_ID,
    clientSecret: GITHUB_CLIENT_SECRET,
    publicUrl: PUBLIC_URL,
    operators: SPECULATE_OPERATORS.split(',').flatMap((login) => login.trim() || []),
  }
}
