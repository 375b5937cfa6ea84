import type { Handler } from './call.ts'

export interface Route {
  readonly method: string
  /** `/repos/:owner/:repo/git/ref/:ref+`; a `+` lets the parameter contain slashes. */
  readonly path: string
  readonly handle: Handler
}

export interface MatchedRoute {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Finds the first route of the list; undefined when there is none. */
export function createRouter(
  routes: readonly Route[],
): (method: string, path: string) => MatchedRoute | undefined {
  const compiled = routes.map((route) => ({ route, pattern: compile(route.path) }))
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      if (route.method !== method) continue
      const groups = pattern.exec(path)?.groups
      if (groups === undefined) continue
      return { route, params: decodeAll(groups) }
    }
    return undefined
  }
}

function compile(path: string): RegExp {
  const source = path.replace(/:(\w+)(\+?)/g, (_, name: string, many: string) =>
    many === '+' ? `(?<${name}>.+?)` : `(?<${name}>[^/]+)`,
  )
  // The empty group makes `groups` exist for paths without parameters.
  return new RegExp(`^${source}/?(?<end>)$`)
}

function decodeAll(groups: Record<string, string>): Record<string, string> {
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries(groups)) {
    try {
      params[name] = decodeURIComponent(value)
    } catch {
      params[name] = value
    }
  }
  return params
}
