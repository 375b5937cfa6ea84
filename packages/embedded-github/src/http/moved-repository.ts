import { findMoved, type GitHub } from '../github.ts'
import type { Answer } from './call.ts'

/** Below `/api/v3`: `/repositories/ID/…` names what `/repos/OWNER/NAME/…` names, and never moves. */
export function byName(github: GitHub, path: string): string {
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? []
  const repository = github.state.repositories.find((one) => one.id === Number(id))
  return repository ? `/repos/${repository.owner}/${repository.name}${rest}` : path
}

/** GitHub sends whoever asks for a former name to the id. What changes something keeps its method and body. */
export function redirected(github: GitHub, method: string, url: URL): Answer | undefined {
  const path = url.pathname.slice('/api/v3'.length)
  const [, owner, name, rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path) ?? []
  const moved = owner && name ? findMoved(github, owner, name) : undefined
  if (!moved) return undefined
  const location = `${github.apiUrl}/repositories/${moved.id}${rest}${url.search}`
  const status = method === 'GET' || method === 'HEAD' ? 301 : 307
  const message = status === 301 ? 'Moved Permanently' : 'Temporary Redirect'
  return {
    status,
    headers: { location },
    body: { message, url: location, documentation_url: 'https://docs.github.com/rest' },
  }
}
