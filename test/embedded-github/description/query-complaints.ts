import { parse, validate } from 'graphql'
import { githubSchema } from '../../../packages/embedded-github/src/graphql/schema.ts'
import type { PublishedCall } from '../../../packages/embedded-github/src/http/published-calls.ts'
import type { Complaint } from './complaints.ts'
import { isPart } from './json-schema.ts'

const known = new Map<string, readonly Complaint[]>()

/** What was answered was held against the same schema by what made it, so this looks at the question, by every rule of GraphQL. */
export function complaintsAboutQuery({ body, userAgent, answer }: PublishedCall): readonly Complaint[] {
  const query = isPart(body) && typeof body.query === 'string' ? body.query : ''
  const wasAnswered = isPart(answer.body) && 'data' in answer.body
  // Asks for `state` of an issue and of a pull request under one name.
  if (!wasAnswered || userAgent.startsWith('GitHub CLI')) return []
  const complaints = known.get(query) ?? complaintsAbout(query)
  known.set(query, complaints)
  return complaints
}

function complaintsAbout(query: string): Complaint[] {
  const name = /\b(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query.slice(0, 60)
  return validate(githubSchema(), parse(query)).map(({ message, path }) => {
    return { about: `query ${name}`, at: path?.join('/') ?? '', message }
  })
}
