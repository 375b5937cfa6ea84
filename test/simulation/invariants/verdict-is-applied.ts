import type { Row } from '../../../src/domain/judgement/row.ts'
import type { Decision } from '../../../src/domain/judgement/scoreboard.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { APP } from '../people/people.ts'
import { type InvariantFacts, isReadyByApp, type OwnPullRequest, ownPullRequests, runOf } from './facts.ts'

/** Of the last run of each issue the winner stands ready and the losers are closed, where nobody has done otherwise. */
export function verdictIsApplied(facts: InvariantFacts): readonly string[] {
  return ownPullRequests(facts).flatMap((one) => {
    const run = runOf(facts, one.of)
    const row = run?.verdict?.scoreboard.rows.find(({ candidate }) => candidate === one.of.candidate)
    if (!run?.verdict || !row || !isLast(facts, run) || isTheirs(facts, one, run)) return []
    const { number, state } = one
    if (row.result === 'promote')
      return run.revoked || isReadyByApp(facts, one) ? [] : [`#${number} has won, and is not ready`]
    const isOpen = state === 'open'
    if (isOpen === staysOpen(row, run.verdict.decision)) return []
    return [`#${number} is ${state}, and its row says ${row.result}`]
  })
}

function isLast({ rows }: InvariantFacts, { issue, run }: Speculation): boolean {
  return [...rows.speculations.values()].every((one) => one.issue.number !== issue.number || one.run <= run)
}

/** Left for a human to choose from. */
function staysOpen({ result, sameAs }: Row, decision: Decision): boolean {
  return (
    result === 'hold' &&
    sameAs === undefined &&
    decision.kind === 'escalate' &&
    decision.cause !== 'withdrawn'
  )
}

const ACTS = ['closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft', 'head_ref_deleted']

function isTheirs(
  { repository }: InvariantFacts,
  { number, pull, of }: OwnPullRequest,
  run: Speculation,
): boolean {
  const row = run.verdict?.scoreboard.rows.find(({ candidate }) => candidate === of.candidate)
  const hasActed = repository.timeline.some(
    ({ issue, kind, actor }) => issue === number && ACTS.includes(kind) && actor !== APP,
  )
  return hasActed || row?.left !== undefined || row?.head !== pull.head.sha
}
