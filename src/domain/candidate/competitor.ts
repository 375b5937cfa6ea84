import type { Entry } from '../issue/command.ts'
import type { CandidateFacts } from '../run/snapshot.ts'
import type { Speculation } from '../run/speculation.ts'
import type { Brief } from './brief.ts'
import { type CandidateId, rankTag, type ToolchainName } from './candidate.ts'

/** Stands in attempts for the toolchain of a pull request that somebody has entered: no agent runs. */
export const ENTERED: ToolchainName = 'pull-request'

/** Somebody else's pull request that competes. Its branch, its title and its state are never changed by us. */
export interface Entrant extends Brief {
  readonly entered: Entry
  readonly by: string
  readonly at: string
}

/** Of the plan, or entered later; the order is that of their tags. `toolchain` is `@login` of the author for what was entered. */
export type Competitor = (Brief & { readonly entered?: undefined }) | Entrant

type Run = Pick<Speculation, 'plan' | 'commands'>

export function competitors(run: Run): readonly Competitor[] {
  return [...run.plan.briefs, ...entrants(run)]
}

/** Entered again, a pull request keeps its place and competes with the later commit. */
export function entrants({ plan, commands = [] }: Run): readonly Entrant[] {
  const byNumber = new Map<number, Entrant>()
  for (const { answer, by, at } of commands) {
    if (answer.kind !== 'entered') continue
    const { pullRequest, commit, tip, author } = answer
    const tag = byNumber.get(pullRequest)?.tag ?? rankTag(plan.briefs.length + byNumber.size)
    byNumber.set(pullRequest, {
      id: entrantId(pullRequest),
      tag,
      strategy: `entered by ${by}`,
      constraints: [],
      toolchain: `@${author}`,
      entered: { pullRequest, commit, tip },
      by,
      at,
    })
  }
  return [...byNumber.values()]
}

export function entrantOf(run: Run, candidate: CandidateId): Entrant | undefined {
  return entrants(run).find(({ id }) => id === candidate)
}

/** What the run itself has opened. */
export function ownCandidates(run: Run, candidates: readonly CandidateFacts[]): readonly CandidateFacts[] {
  const theirs = entrants(run).map(({ id }) => id)
  return candidates.filter(({ candidate }) => !theirs.includes(candidate))
}

export function entrantId(pullRequest: number): CandidateId {
  return `pr-${pullRequest}`
}

/** Where the forge keeps the head of a pull request, in its own name: whoever wrote the branch did not choose this one. */
export function entrantRef(pullRequest: number): string {
  return `pull/${pullRequest}/head`
}
