import type { IssueFacts } from '../domain/forge/forge-facts.ts'
import type { BeginningFacts } from '../domain/run/snapshot.ts'
import type { Forge } from '../ports/forge.ts'
import { historyPaths } from '../stages/checklist/history-paths.ts'

type Past = Pick<BeginningFacts, 'paths' | 'subjects' | 'history' | 'assignees'>

/** What the base looks like, and what was done to it before: one request, for the listing of its files is read already. */
export async function readPast(
  forge: Pick<Forge, 'listTree' | 'recentHistory'>,
  issue: IssueFacts,
  commit: string,
): Promise<Past> {
  const { paths } = await forge.listTree(issue.ref, commit)
  // Nothing of it is worth a run: titles are written plainly without, and a box stays empty.
  const past = await forge
    .recentHistory(issue.ref, { commit, paths: historyPaths(issue, paths) })
    .catch(() => undefined)
  return { paths, subjects: past?.subjects, history: past?.area, assignees: past?.assignees }
}
