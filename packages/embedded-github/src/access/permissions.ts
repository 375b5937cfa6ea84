import { ApiError, notFound } from '../api-error.ts'
import type { Actor, GitHub } from '../github.ts'
import type { Access, App, Permissions, Repository, Role } from '../model.ts'

/** What a call on a repository needs. */
export interface Need {
  /** Any one of these App permissions is enough. */
  readonly permissions: readonly string[]
  readonly access: Access
  /** What a user needs instead; by default `read` to read, `write` to write, `admin` for the rest. */
  readonly role?: Role
  /** Users cannot do this at all. */
  readonly appsOnly?: boolean
}

const roles: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin']
const accesses: readonly Access[] = ['read', 'write', 'admin']

/** The role a login has, or undefined for a stranger to a private repository. */
export function roleOf(repository: Repository, login: string): Role | undefined {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'admin'
  const entry = Object.entries(repository.collaborators).find(
    ([name]) => name.toLowerCase() === login.toLowerCase(),
  )
  return entry?.[1]
}

export function atLeast(role: Role | undefined, wanted: Role): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(wanted)
}

export function allows(permissions: Permissions, permission: string, access: Access): boolean {
  if (permission === 'metadata' && access === 'read') return true
  const granted = permissions[permission]
  return granted !== undefined && accesses.indexOf(granted) >= accesses.indexOf(access)
}

/** True when an installation token reaches this repository at all. */
export function reaches(github: GitHub, actor: Actor, repository: Repository): boolean {
  if (actor.kind !== 'installation') return false
  const narrowed = actor.token.repositories
  if (narrowed !== undefined) return narrowed.includes(repository.id)
  return (
    github.state.installations
      .find((installation) => installation.id === actor.token.installationId)
      ?.repositories.includes(repository.id) ?? false
  )
}

/** Private repositories do not exist for strangers. */
export function canSee(github: GitHub, actor: Actor, repository: Repository): boolean {
  if (!repository.isPrivate) return true
  if (actor.kind === 'user')
    return (
      roleOf(repository, actor.login) !== undefined &&
      (!actor.app || isInstalled(github, actor.app, repository))
    )
  return reaches(github, actor, repository)
}

/** Throws 401, 403 or 404 as GitHub would. */
export function requireNeed(github: GitHub, actor: Actor, repository: Repository, need: Need): void {
  if (!canSee(github, actor, repository)) throw notFound()
  const refusal = refusalOf(github, actor, repository, need)
  if (refusal !== undefined) throw refusal
}

/** Why the actor may not; undefined when it may. */
export function refusalOf(
  github: GitHub,
  actor: Actor,
  repository: Repository,
  need: Need,
): ApiError | undefined {
  switch (actor.kind) {
    case 'anonymous':
      return need.access === 'read' ? undefined : new ApiError(401, 'Requires authentication')
    case 'app':
      return integrationRefusal(need)
    case 'installation':
      return refusalOfInstallation(github, actor, repository, need)
    case 'user':
      return refusalOfUser(actor.login, repository, need) ?? refusalOfItsApp(github, actor, repository, need)
    default:
      return actor satisfies never
  }
}

function refusalOfInstallation(
  github: GitHub,
  actor: Extract<Actor, { kind: 'installation' }>,
  repository: Repository,
  need: Need,
): ApiError | undefined {
  if (!reaches(github, actor, repository)) {
    return need.access === 'read' && !repository.isPrivate ? undefined : integrationRefusal(need)
  }
  // A token never does more than the installation may do now.
  const granted = github.state.installations.find(({ id }) => id === actor.token.installationId)?.permissions
  const allowed = need.permissions.some((permission) =>
    [actor.token.permissions, granted ?? actor.token.permissions].every((permissions) =>
      allows(permissions, permission, need.access),
    ),
  )
  return allowed ? undefined : integrationRefusal(need)
}

function refusalOfUser(login: string, repository: Repository, need: Need): ApiError | undefined {
  if (need.appsOnly) return new ApiError(403, 'You must authenticate via a GitHub App.')
  const wanted = need.role ?? (need.access === 'read' ? 'read' : need.access === 'write' ? 'write' : 'admin')
  const role = roleOf(repository, login) ?? (repository.isPrivate ? undefined : 'read')
  if (atLeast(role, wanted)) return undefined
  return wanted === 'admin' ? notFound() : new ApiError(403, 'Must have push access to repository')
}

/** What acts for a person may do no more than its App. */
function refusalOfItsApp(
  github: GitHub,
  { app }: Extract<Actor, { kind: 'user' }>,
  repository: Repository,
  need: Need,
): ApiError | undefined {
  if (app === undefined) return undefined
  const granted = installationOn(github, app, repository)?.permissions
  if (granted === undefined)
    return need.access === 'read' && !repository.isPrivate ? undefined : integrationRefusal(need)
  return need.permissions.some((permission) => allows(granted, permission, need.access))
    ? undefined
    : integrationRefusal(need)
}

function isInstalled(github: GitHub, app: App, repository: Repository): boolean {
  return installationOn(github, app, repository) !== undefined
}

function installationOn(github: GitHub, app: App, repository: Repository) {
  return github.state.installations.find(
    ({ appId, repositories, suspendedAt }) =>
      appId === app.id && suspendedAt === null && repositories.includes(repository.id),
  )
}

function integrationRefusal(need: Need): ApiError {
  return new ApiError(403, 'Resource not accessible by integration', {
    headers: {
      'x-accepted-github-permissions': need.permissions
        .map((permission) => `${permission}=${need.access}`)
        .join('; '),
    },
  })
}
