import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { candidateDetails } from '../scoreboard/candidate-details.ts'
import { headline, loserSentences, nextStep, winnerSentences } from '../scoreboard/scoreboard-summary.ts'
import type { DetailLevel, ScoreboardView } from '../scoreboard/scoreboard-view.ts'

/** Enough for every reason that a row holds. */
const MAX_REASON = 4_000

/** Where the run stands, and what comes next. */
export function statusText(view: ScoreboardView): string {
  return [
    `**${headline(view)}**`,
    ...(view.decision.kind === 'wait' ? loserSentences(view, 300).map((line) => `- ${line}`) : []),
    nextStep(view),
  ].join('\n\n')
}

const LEVEL: DetailLevel = {
  details: true,
  rationale: 0,
  checks: 30,
  checkDetail: 600,
  files: 0,
  gates: 20,
  sentence: 600,
  issueText: 0,
  testText: 0,
}

/**
 * Why one candidate stands where it stands: the sentence of the scoreboard, and every check and rule behind it. `gateOfChecks` names the
 * rule that says once more what checks have said.
 */
export function whyText(view: ScoreboardView, candidate: CandidateId, gateOfChecks: string): string {
  const row = view.scoreboard.rows.find((one) => one.candidate === candidate)
  if (!row) return `The scoreboard does not show ${codeSpan(candidate, 40)} yet.`
  const alone = { ...view, scoreboard: { ...view.scoreboard, rows: [row] } }
  const others = { ...row, gates: row.gates.filter(({ gate }) => gate !== gateOfChecks) }
  const { checks, gates } = candidateDetails({ row: others, view, level: LEVEL })
  return [
    ...(row.result === 'promote' ? [winnerSentences(view, MAX_REASON)] : loserSentences(alone, MAX_REASON)),
    ...(checks.length === 0 ? [] : [checks.map(({ name, why }) => `- ${name}: ${why}`).join('\n')]),
    ...(gates.length === 0 ? [] : [gates.map((gate) => `- ${gate}`).join('\n')]),
  ].join('\n\n')
}
