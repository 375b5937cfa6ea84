import type { Actor } from '../facts/facts-answer.ts'

/** REST's spelling of an actor's login: GraphQL shows a bot without `[bot]`, where a user may have the same name. */
export function loginOf(actor: Actor): string | undefined {
  if (actor === null) return undefined
  return actor.__typename === 'Bot' && !actor.login.endsWith('[bot]') ? `${actor.login}[bot]` : actor.login
}
