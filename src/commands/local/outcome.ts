import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import { ESCALATED_LABEL, hasLabel, REJECTED_LABEL, WINNER_LABEL } from '../../domain/issue/labels.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Decision, Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { type CheckStatus, checkStatus, checkStatusReason } from '../../messages/checks/check-status.ts'
import type { GitHubClient } from './github-client.ts'
import type { JudgedBase } from './judge-base.ts'
import type { LocalRun } from './start-local.ts'

/** Where a speculation ended, and what GitHub shows of it. This is what `--json` prints. */
export interface Outcome {
  readonly speculation: string
  readonly issue: { readonly number: number; readonly url: string; readonly labels: readonly string[] }
  /** The commit that all candidates started from. */
  readonly base: string
  readonly decision: Decision
  readonly candidates: readonly CandidateOutcome[]
  /** Who passes whose tests, or why they were not run; absent where nobody passed every check. */
  readonly proof?: Scoreboard['proof']
  /** From the label until everything on GitHub was as decided. */
  readonly seconds: number
  readonly phases: Phases
  /** What the app sent to GitHub for it. */
  readonly requests: number
  /** What the checks said of the base before anybody wrote. */
  readonly judgedBase?: JudgedBase
  /** Only of `try`: checks of the repository that cannot judge on this machine, and why. */
  readonly leftOut?: readonly OmittedCheck[]
  /** Only of `try`: the clone whose branches are the candidates. */
  readonly clone?: string
  /** Only of `try`: the log of the run beside the clone, for `why`, `replay` and `audit verify`. */
  readonly log?: string
}

interface OmittedCheck {
  readonly check: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly reason: string
}

/** Seconds from the start until the last attempt ended, from there to the verdict, and from there until all was settled. */
export interface Phases {
  readonly writing: number
  readonly judging: number
  readonly settling: number
}

interface CheckOutcome {
  readonly name: string
  /** `not-waited-for` and `not-run` where its candidate was judged without it. */
  readonly verdict: CheckStatus
  readonly reason: string
  /** The check's own explanation of its failure; null where it gives none. */
  readonly detail: string | null
  readonly failedTests: CheckVerdict['failedTests'] | null
}

interface CandidateOutcome {
  readonly id: string
  readonly tag: string
  readonly toolchain: string
  readonly branch: string
  /** Null for a candidate that never came to a pull request; so are the next five. */
  readonly pullRequest: number | null
  readonly url: string | null
  readonly head: string | null
  readonly state: 'open' | 'closed' | null
  readonly draft: boolean | null
  readonly labels: readonly string[]
  readonly checks: readonly CheckOutcome[]
  /** What all its attempts took: seconds of an agent, tokens and US dollars of its model; null where nothing counted them. */
  readonly seconds: number | null
  readonly tokens: number | null
  readonly usd: number | null
  readonly score: number | null
  readonly parts: Row['parts']
  readonly result: Row['result']
  readonly reason: string
  /** The gates that reject it, the deciding one first. */
  readonly gates: Row['gates']
}

export interface FinishedRun {
  readonly speculation: Speculation
  readonly scoreboard: Scoreboard
  readonly decision: Decision
  readonly seconds: number
  readonly phases: Phases
}

/** Reads back from GitHub, as anybody could, what became of everything. */
export async function readOutcome(finished: FinishedRun, local: LocalRun): Promise<Outcome> {
  const { speculation, scoreboard, decision, seconds, phases } = finished
  const requests = local.requests()
  const github = local.maintainer
  const issue = await github.issue(speculation.issue.number)
  return {
    speculation: speculation.id,
    issue: { number: issue.number, url: issue.url, labels: issue.labels },
    base: speculation.base.commit,
    decision,
    candidates: await Promise.all(scoreboard.rows.map((row) => readCandidate(row, github))),
    ...withoutUndefined({ proof: scoreboard.proof }),
    seconds,
    phases,
    requests,
  }
}

/** Exactly one candidate is ready for review, and every other is closed with its reason. */
export function hasOneWinner({ candidates, decision }: Outcome): boolean {
  const ready = candidates.filter(isReady)
  const others = candidates.filter((candidate) => !isReady(candidate))
  return (
    decision.kind === 'promote' &&
    ready.length === 1 &&
    ready.every(({ id, labels }) => id === decision.candidate && hasLabel(labels, WINNER_LABEL)) &&
    others.every(isClosed)
  )
}

/** Nobody is ready, every candidate is closed with its reason, and the issue asks for a human. */
export function hasEscalated({ candidates, decision, issue }: Outcome): boolean {
  return decision.kind === 'escalate' && candidates.every(isClosed) && hasLabel(issue.labels, ESCALATED_LABEL)
}

async function readCandidate(row: Row, github: GitHubClient): Promise<CandidateOutcome> {
  const found = row.pullRequest === undefined ? undefined : await github.pullRequest(row.pullRequest)
  return {
    id: row.candidate,
    tag: row.tag,
    toolchain: row.toolchain,
    branch: row.branch,
    pullRequest: found?.number ?? null,
    url: found?.url ?? null,
    head: found?.head ?? null,
    state: found?.state ?? null,
    draft: found?.draft ?? null,
    labels: found?.labels ?? [],
    checks: row.checks.map((check) => checkOutcome(check, row)),
    seconds: row.seconds ?? null,
    tokens: row.tokens ?? null,
    usd: row.usd ?? null,
    score: row.score ?? null,
    parts: row.parts,
    result: row.result,
    reason: row.reason,
    gates: row.gates,
  }
}

function checkOutcome(check: CheckVerdict, row: Row): CheckOutcome {
  const verdict = checkStatus(check, row, true)
  const { check: name, detail = null, failedTests = null } = check
  return { name, verdict, reason: checkStatusReason(check, verdict), detail, failedTests }
}

function isReady({ state, draft }: CandidateOutcome): boolean {
  return state === 'open' && draft === false
}

/** A candidate that was rejected before it was published has nothing to close. */
function isClosed({ state, labels, reason }: CandidateOutcome): boolean {
  const tagged = state === null || (state === 'closed' && hasLabel(labels, REJECTED_LABEL))
  return tagged && reason.trim() !== ''
}
