import type { OwnBoard, OwnDraft, OwnWork } from '../../adapters/github/own-work/read-own-work.ts'
import { candidateBranch } from '../../domain/candidate/candidate.ts'
import type { IssueRef, RepositoryRef } from '../../domain/issue/issue.ts'
import { issueOfSpeculation } from '../../domain/run/speculation.ts'
import { readHeadline, type ShownEnd, saysNotStarted } from '../../messages/scoreboard/read-headline.ts'

/** A run, as far as GitHub shows it. */
export interface FoundRun {
  /** As its markers say: with the name that the repository had then. */
  readonly id: string
  readonly run: number
  /** Under the repository's name of now. */
  readonly issue: IssueRef
  /** When the first of its traces was left, ISO-8601. */
  readonly startedAt: string
  readonly drafts: readonly OwnDraft[]
  /** Its scoreboard on the issue. */
  readonly board: OwnBoard | undefined
  /** That, and what was said on its drafts. */
  readonly boards: readonly OwnBoard[]
  /** Undefined where it was going on. */
  readonly end: ShownEnd | undefined
}

/** The runs of each issue, the first one first. What does not lie where its marker says is left out. */
export function foundRuns(repository: RepositoryRef, { drafts, boards }: OwnWork): readonly FoundRun[] {
  const ids = new Set([...drafts, ...boards].map(({ speculation }) => speculation))
  const runs = [...ids].flatMap((id): FoundRun[] => {
    const { number } = issueOfSpeculation(id)
    const issue = { ...repository, number }
    const run = Number(id.slice(id.lastIndexOf('.') + 1))
    const isIts = ({ speculation, branch, candidate }: OwnDraft) =>
      speculation === id && branch === candidateBranch(issue, run, candidate)
    const its = drafts.filter(isIts)
    const said = boards.filter(({ speculation }) => speculation === id)
    const board = said.find(({ on }) => on === number)
    const [first] = [...its, ...(board ? [board] : [])].map(({ createdAt }) => createdAt).toSorted()
    if (first === undefined || (its.length === 0 && board && saysNotStarted(board.body))) return []
    const end = board && readHeadline(board.body)
    const startedAt = new Date(first).toISOString()
    return [{ id, run, issue, startedAt, drafts: firstOfEach(its), board, boards: said, end }]
  })
  return runs.toSorted((a, b) => a.issue.number - b.issue.number || a.run - b.run)
}

/** One that GitHub made twice is closed by the server. */
function firstOfEach(drafts: readonly OwnDraft[]): readonly OwnDraft[] {
  return drafts.filter(
    ({ candidate }, place) => drafts.findIndex((one) => one.candidate === candidate) === place,
  )
}
