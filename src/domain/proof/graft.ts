import { z } from 'zod'
import { CandidateId } from '../candidate/candidate.ts'
import type { IssueRef } from '../issue/issue.ts'
import type { Speculation } from '../run/speculation.ts'

/** What became of the tests of one candidate that the winner lacks: a commit on top of the winner, on a branch of its own, or why there is none. */
export const Graft = z.strictObject({
  /** Whose tests they are. */
  candidate: CandidateId,
  result: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('published'),
      branch: z.string(),
      commit: z.string(),
      /** What it changes. */
      files: z.array(z.string()),
    }),
    /** The winner has them already. */
    z.strictObject({ kind: z.literal('same') }),
    /** A clause that follows `there is no commit with them, because`. */
    z.strictObject({ kind: z.literal('none'), reason: z.string() }),
  ]),
})
export type Graft = z.infer<typeof Graft>

/** Made once, after the verdict. */
export const Grafts = z.strictObject({ at: z.string(), onto: z.string(), all: z.array(Graft) })
export type Grafts = z.infer<typeof Grafts>

export interface TakenGraft {
  /** Whose tests they are. */
  readonly candidate: CandidateId
  readonly commit: string
  /** Who has asked for it. */
  readonly by: string
}

/** Tests that somebody has had put onto the winner: what its pull request holds then is still what was promoted. */
export function takenGraft({ commands = [] }: Pick<Speculation, 'commands'>): TakenGraft | undefined {
  const [taken] = commands.flatMap(({ by, answer }) =>
    answer.kind === 'grafted' ? [{ candidate: answer.candidate, commit: answer.commit, by }] : [],
  )
  return taken
}

/** No candidate is called so, see `isReservedId`. */
export function graftBranch(issue: IssueRef, run: number, candidate: CandidateId): string {
  return `speculate/${issue.number}.${run}/graft-${candidate}`
}
