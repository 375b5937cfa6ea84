import { roleOf } from '../../access/permissions.ts'
import { ApiError, notFound } from '../../api-error.ts'
import type { Actor, GitHub } from '../../github.ts'
import { byId, type Call, noContent, page } from '../../http/call.ts'
import type { Route } from '../../http/route-finder.ts'
import type { App, Installation, Repository } from '../../model.ts'
import { serializeRepository } from '../../serializers/repository.ts'
import { findClient, isClient } from '../../sign-in/find-client.ts'
import { serializeInstallation } from './apps.ts'

/** What an App learns of a person who has signed in with it, and how it gives that up again. */
export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/user/installations',
    handle: (call) =>
      page(
        call,
        installationsOf(call),
        (installation) => serializeInstallation(call.github, installation),
        (installations, total) => ({ total_count: total, installations }),
      ),
  },
  {
    method: 'GET',
    path: '/user/installations/:id/repositories',
    handle: (call) => {
      const { login } = signedIn(call.actor)
      const installation = byId(call, installationsOf(call))
      if (installation.suspendedAt !== null) throw new ApiError(403, 'This installation has been suspended')
      return page(
        call,
        readable(call.github, installation, login),
        (repository) => serializeRepository(call.github, repository),
        (repositories, total) => ({ total_count: total, repository_selection: 'selected', repositories }),
      )
    },
  },
  { method: 'DELETE', path: '/applications/:client/token', handle: takeBack },
]

/** With the token that a person has got by signing in with an App. */
function signedIn(actor: Actor): { readonly login: string; readonly app: App } {
  if (actor.kind === 'anonymous') throw new ApiError(401, 'Requires authentication')
  if (actor.kind !== 'user' || actor.app === undefined)
    throw new ApiError(
      403,
      'You must authenticate with an access token authorized to a GitHub App in order to list installations',
    )
  return { login: actor.login, app: actor.app }
}

/** Those in which the person can read something. */
function installationsOf({ github, actor }: Call): Installation[] {
  const { login, app } = signedIn(actor)
  return github.state.installations.filter(
    (installation) => installation.appId === app.id && readable(github, installation, login).length > 0,
  )
}

/** Only what the person was let into: that everybody can read it does not count, as with GitHub. */
function readable(github: GitHub, { repositories }: Installation, login: string): Repository[] {
  return github.state.repositories.filter(
    (repository) => repositories.includes(repository.id) && roleOf(repository, login) !== undefined,
  )
}

/** Of its own tokens one, by the App itself, with its id and its secret for a name and a password. */
function takeBack({ github, params, headers, body }: Call) {
  const { client = '' } = params
  const [, encoded = ''] = /^Basic (\S+)$/i.exec(String(headers.authorization ?? '')) ?? []
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  if (id !== client || !isClient(github, id, secret)) throw notFound()
  const app = findClient(github, id)
  const token: unknown = Object(body).access_token
  const { tokens } = github.state
  github.state.tokens = tokens.filter(
    (one) => one.token !== token || one.kind !== 'user' || one.appId !== app?.id,
  )
  if (github.state.tokens.length === tokens.length) throw notFound()
  return noContent
}
