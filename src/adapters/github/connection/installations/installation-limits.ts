import { z } from 'zod'
import { InstallationLimited } from '../../../../ports/forge-errors.ts'
import { statusOf } from '../sending/github-errors.ts'
import { TOKEN_PERMISSIONS } from './token-permissions.ts'

/** What an owner may change of an installation, as GitHub tells it. */
export const InstallationTerms = z.object({
  account: z.object({ login: z.string() }).nullish(),
  suspended_at: z.string().nullish(),
  /** Where it does not say, nothing is known to be lacking. */
  permissions: z.record(z.string(), z.string()).optional(),
})
export type InstallationTerms = z.infer<typeof InstallationTerms>

/** Of a permission, each with all before it. */
export const LEVELS = ['none', 'read', 'write', 'admin']

/** Why nothing can be done with the installation, and who can mend it; undefined where it grants all that the forge needs. */
export function limitsOf({
  account,
  suspended_at,
  permissions,
}: InstallationTerms): InstallationLimited | undefined {
  const owner = account?.login ?? 'the owner'
  if (suspended_at)
    return new InstallationLimited(
      `the App is suspended by ${owner}`,
      `An owner of ${owner} lifts that on GitHub: Settings, Applications (of an organization: GitHub Apps), Configure, Unsuspend. It goes on by itself then.`,
    )
  if (!permissions) return undefined
  const lacking = Object.entries(TOKEN_PERMISSIONS.forge).filter(
    ([name, wanted]) =>
      name !== 'metadata' && LEVELS.indexOf(permissions[name] ?? 'none') < LEVELS.indexOf(wanted),
  )
  if (lacking.length === 0) return undefined
  const names = lacking.map(([name, wanted]) => `${name}: ${wanted}`).join(', ')
  return new InstallationLimited(
    `the App lacks a permission on what is ${owner}'s: ${names}`,
    `Ask for it in the App's settings on GitHub (Permissions & events); an owner of ${owner} accepts it under Settings, Applications (of an organization: GitHub Apps), Configure. It goes on by itself then.`,
  )
}

/** Where the App asks for it and nobody has accepted that yet, it goes on without check runs of its own. */
export function mayWriteChecks(terms: InstallationTerms): boolean {
  return grants(terms, { permission: 'checks', level: 'write' })
}

/** The App does not ask for it by itself: whoever wants estimates from projects adds it. */
export function mayReadProjects(terms: InstallationTerms): boolean {
  return grants(terms, { permission: 'organization_projects', level: 'read' })
}

function grants(
  { permissions }: InstallationTerms,
  { permission, level }: { readonly permission: string; readonly level: string },
): boolean {
  return (
    permissions === undefined || LEVELS.indexOf(permissions[permission] ?? 'none') >= LEVELS.indexOf(level)
  )
}

/** Whether GitHub refused a request, or a token, for what the installation is and not for what was asked. */
export function isOfInstallation(error: unknown): boolean {
  const status = statusOf(error)
  if (status !== 403 && status !== 422) return false
  return (
    error instanceof Error &&
    /installation has been suspended|not granted to this installation|not accessible by integration/i.test(
      error.message,
    )
  )
}
