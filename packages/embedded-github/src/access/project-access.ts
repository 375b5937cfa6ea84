import { ApiError } from '../api-error.ts'
import { type Actor, findUser, type GitHub } from '../github.ts'
import type { Access, Project } from '../model.ts'
import { allows, roleOf } from './permissions.ts'

/** Whether a project exists for the actor at all: private ones do not for strangers. */
export function canSeeProject(github: GitHub, actor: Actor, project: Project): boolean {
  if (project.isPublic || actor.kind !== 'user') return true
  return belongsTo(github, actor.login, project.owner)
}

/**
 * Why the actor may not; undefined when it may. An App reads and writes projects of the organization that it is installed on, with the
 * permission for it; no permission of an App reaches projects of a person.
 */
export function projectRefusal(
  github: GitHub,
  actor: Actor,
  { owner, isPublic, access }: Pick<Project, 'owner' | 'isPublic'> & { readonly access: Access },
): ApiError | undefined {
  if (actor.kind === 'user') {
    const mayRead = access === 'read' && isPublic
    return mayRead || belongsTo(github, actor.login, owner) ? undefined : notAccessible()
  }
  if (actor.kind !== 'installation') return notAccessible()
  const installation = github.state.installations.find(({ id }) => id === actor.token.installationId)
  const isItsOrganization =
    installation?.account === owner && findUser(github, owner)?.type === 'Organization'
  const isGranted = [actor.token.permissions, installation?.permissions ?? {}].every((permissions) =>
    allows(permissions, 'organization_projects', access),
  )
  return isItsOrganization && isGranted ? undefined : notAccessible()
}

/** Its owner, or somebody who has a role in what the owner has. */
function belongsTo({ state }: GitHub, login: string, owner: string): boolean {
  return (
    login.toLowerCase() === owner.toLowerCase() ||
    state.repositories.some(
      (repository) => repository.owner === owner && roleOf(repository, login) !== undefined,
    )
  )
}

function notAccessible(): ApiError {
  return new ApiError(403, 'Resource not accessible by integration')
}
