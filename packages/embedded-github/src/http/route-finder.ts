import { TrieRouter } from 'hono/router/trie-router'
import type { Handler } from './call.ts'

export interface Route {
  readonly method: string
  /** As hono has it: `/repos/:owner/:repo/git/ref/:ref{.+}`, where `{.+}` lets the parameter contain slashes. */
  readonly path: string
  readonly handle: Handler
}

export interface FoundRoute {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Answers with the first route of the list that matches; undefined when there is none. */
export function routeFinder(
  routes: readonly Route[],
): (method: string, path: string) => FoundRoute | undefined {
  const router = new TrieRouter<Route>()
  for (const route of routes) router.add(route.method, route.path, route)
  return (method, path) => {
    const [first] = router.match(method, path.replace(/\/$/, '') || '/')[0]
    if (first === undefined) return undefined
    const [route, params] = first
    return { route, params: decodeAll(params) }
  }
}

function decodeAll(params: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decoded(String(value))]))
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
