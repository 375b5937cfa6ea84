import type { RepositoryRef } from '../../../src/domain/issue/issue.ts'
import type { Store } from '../../../src/ports/store.ts'
import { append, type MemoryRows } from './memory-rows.ts'

const nameOf = ({ owner, repo }: RepositoryRef) => `${owner}/${repo}`

/** Repositories that have another name now. */
export function memoryMoves(rows: MemoryRows): Pick<Store, 'issueOf' | 'moveRepository'> {
  const { speculations, comments, answers } = rows
  const rename = (from: RepositoryRef, to: RepositoryRef) => {
    for (const [id, run] of speculations)
      if (nameOf(run.issue) === nameOf(from)) speculations.set(id, { ...run, issue: { ...run.issue, ...to } })
    for (const kept of [comments, answers] as Map<string, { repository: string }>[])
      for (const [id, one] of kept)
        if (one.repository === nameOf(from)) kept.set(id, { ...one, repository: nameOf(to) })
  }
  return {
    issueOf: async (id) => structuredClone(speculations.get(id)?.issue),
    moveRepository: async ({ id, to, from, at }) => {
      const { owner, repo } = to
      const runs = [...speculations.values()]
      const isOther = ({ issue }: { issue: RepositoryRef }) => nameOf(issue) !== nameOf(to)
      const ours = runs.filter(
        ({ repositoryId, issue }) =>
          repositoryId === id || (!repositoryId && from && nameOf(issue) === nameOf(from)),
      )
      const others = new Map(ours.filter(isOther).map(({ issue }) => [nameOf(issue), issue]))
      const strangers = runs.filter((run) => !isOther(run) && run.repositoryId && run.repositoryId !== id)
      for (const { repositoryId } of strangers) rename(to, { owner, repo: `${repo}@${repositoryId}` })
      for (const { owner, repo } of others.values()) {
        const payload = { from: `${owner}/${repo.replace(/@.*/s, '')}`, to: nameOf(to), at }
        for (const run of runs)
          if (nameOf(run.issue) === `${owner}/${repo}` && !run.archivedAt)
            append(rows, run.id, { at, kind: 'moved', payload })
        rename({ owner, repo }, { owner: to.owner, repo: to.repo })
      }
      for (const [key, run] of speculations)
        if (nameOf(run.issue) === nameOf(to) && !run.repositoryId)
          speculations.set(key, { ...run, repositoryId: id })
      return others.size + strangers.length > 0
    },
  }
}
