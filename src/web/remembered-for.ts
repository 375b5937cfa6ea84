import type { RepositoryRef } from '../domain/issue/issue.ts'

const MOST_KNOWN = 10_000

/** Asks about each repository at most once in so many milliseconds. */
export function rememberedFor<Answer>(
  lastsMs: number,
  ask: (repository: RepositoryRef) => Promise<Answer>,
): (repository: RepositoryRef) => Promise<Answer> {
  const known = new Map<string, { readonly answer: Promise<Answer>; readonly at: number }>()
  return (repository) => {
    const key = `${repository.owner}/${repository.repo}`
    const before = known.get(key)
    const now = performance.now()
    if (before && now - before.at < lastsMs) return before.answer
    const answer = ask(repository)
    answer.catch(() => known.delete(key))
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, { answer, at: now })
    return answer
  }
}
