import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { ForgeFacts } from '../../domain/forge/forge-facts.ts'
import { type Graft, type Grafts, graftBranch } from '../../domain/proof/graft.ts'
import type { Forge } from '../../ports/forge.ts'
import type { FoundRun } from './found-runs.ts'

interface Of extends Pick<FoundRun, 'issue' | 'run'> {
  readonly drafts: readonly Pick<FoundRun['drafts'][number], 'candidate'>[]
}

/** The branches with tests of others that were offered to the winner, where they are still there: so they can be taken, and go with the losers' branches. */
export async function readGrafts(
  { issue, run, drafts }: Of,
  { facts, winner, at }: { readonly facts: ForgeFacts; readonly winner: CandidateId; readonly at: string },
  forge: Pick<Forge, 'branchHead'>,
): Promise<Grafts | undefined> {
  const onto = facts.candidates.find(({ candidate }) => candidate === winner)?.pullRequest?.head
  if (onto === undefined) return undefined
  const all: Graft[] = []
  for (const { candidate } of drafts) {
    if (candidate === winner) continue
    const branch = graftBranch(issue, run, candidate)
    const commit = await forge.branchHead(issue, branch)
    // What they change is in no marker.
    if (commit !== undefined)
      all.push({ candidate, result: { kind: 'published', branch, commit, files: [] } })
  }
  return all.length === 0 ? undefined : { at, onto, all }
}
