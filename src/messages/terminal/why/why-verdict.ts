import { z } from 'zod'
import { SUBMITTED } from '../../../domain/candidate/competitor.ts'
import type { CheckVerdict } from '../../../domain/checks/evidence.ts'
import type { Row, ScorePart } from '../../../domain/judgement/row.ts'
import { Decision, Scoreboard } from '../../../domain/judgement/scoreboard.ts'
import type { Evidence } from '../../../domain/run/audit.ts'
import { checkStatus, checkStatusReason } from '../../checks/check-status.ts'
import { failureText } from '../../checks/failure-text.ts'
import { inQuotes, plain, quoted } from '../../foreign/plain-text.ts'
import { count, formatElement, formatShare, list } from '../../numbers.ts'
import { distinctionSentence } from '../../proof/distinction.ts'
import { amountsText } from '../../reasons/budget.ts'
import { resultText } from '../../scoreboard/scoreboard-table.ts'
import { decisionText } from '../log/replay.ts'

/** A decision with the rows that it was made of. */
export const RecordedVerdict = z.object({ decision: Decision, scoreboard: Scoreboard })

/** What was known of the candidates then. */
export function evidenceRead(
  { candidates, rulesVersion }: Evidence,
  only: string | undefined,
): readonly string[] {
  const shown = candidates.filter((one) => only === undefined || one.candidate === only)
  return [
    `the evidence for the verdict was read, under version ${rulesVersion} of the rules`,
    ...shown.map(({ candidate, pullRequest }) => {
      if (!pullRequest) return `${candidate}: no pull request`
      const runs = pullRequest.observations.flatMap((one) =>
        one.kind === 'check-run' ? [String(one.id)] : [],
      )
      const seen = runs.length === 0 ? 'no check runs' : `${count(runs.length, 'check run')} (${list(runs)})`
      return `${candidate}: pull request #${pullRequest.number} at ${pullRequest.head.slice(0, 12)}, ${seen}`
    }),
  ]
}

/** What was decided, and what each row says for it. */
export function verdictGiven(
  { decision, scoreboard }: z.infer<typeof RecordedVerdict>,
  only: string | undefined,
): readonly string[] {
  const rows = scoreboard.rows.filter((row) => only === undefined || row.candidate === only)
  return [
    `verdict by ${scoreboard.policy}: ${decisionText(decision)}`,
    ...(only === undefined && scoreboard.spent
      ? [`the run had used ${amountsText(scoreboard.spent) || 'nothing'}`]
      : []),
    ...(only === undefined ? distinctionLine(scoreboard) : []),
    ...rows.flatMap((row) => [
      `${resultText(row, decision)}: ${row.candidate}${byWhom(row)}: ${quoted(row.reason)}`,
      ...row.checks.map(
        (check) => `  ${checkText(check, row, decision.kind !== 'wait')}${runOf(check.checkRunId)}`,
      ),
      ...row.gates.map(({ gate, reason }) => `  rule ${plain(gate)}: ${quoted(reason)}`),
      ...row.parts.map((part) => `  ${plain(part.name)}: ${pointsOf(part)}, ${plain(part.explanation)}`),
    ]),
  ]
}

function distinctionLine(scoreboard: Scoreboard): readonly string[] {
  const said = distinctionSentence(scoreboard)
  return said === undefined ? [] : [quoted(said)]
}

function byWhom({ toolchain }: Row): string {
  return toolchain === '' || toolchain === SUBMITTED ? '' : ` by ${plain(toolchain)}`
}

function checkText(check: CheckVerdict, row: Row, isDecided: boolean): string {
  const words = failureText(check, 300)
  const reason = checkStatusReason(check, checkStatus(check, row, isDecided))
  return `${inQuotes(plain(check.check))} ${quoted(words === undefined ? reason : `${reason}: ${words}`)}`
}

/** Elements of a tuple are compared, not added up: they are out of nothing. */
function pointsOf({ points, outOf }: ScorePart): string {
  return outOf === 0 ? formatElement(points) : formatShare(points, outOf)
}

export function runOf(id: number | undefined): string {
  return id === undefined ? '' : ` (check run ${id})`
}
