import { competitors } from '../../domain/candidate/competitor.ts'
import type { Row, ScorePart } from '../../domain/judgement/row.ts'
import { checkLine } from '../checks/check-line.ts'
import { codeSpan, fullStop, proseBlock, sentence, tableCell } from '../foreign/foreign-text.ts'
import { count, formatDiff, formatElement, formatSeconds, formatShare, list } from '../numbers.ts'
import { strengthFact } from '../proof/strength.ts'
import { dollars, thousands } from '../reasons/budget.ts'
import { cutShortSentence } from '../reasons/left-behind.ts'
import { reviewerText } from '../reasons/reviewer-text.ts'
import { agentText } from './agent-text.ts'
import { laterResult } from './scoreboard-aftermath.ts'
import { ciSeconds } from './scoreboard-cost.ts'
import { resultCell } from './scoreboard-table.ts'
import type { DetailLevel, ScoreboardView } from './scoreboard-view.ts'

/** What is behind the fold for one candidate; every string is finished Markdown, `summary` is inside HTML. */
export interface CandidateDetails {
  readonly summary: string
  readonly facts: readonly string[]
  readonly parts: readonly { readonly name: string; readonly points: string; readonly explanation: string }[]
  readonly checks: readonly { readonly name: string; readonly verdict: string; readonly why: string }[]
  readonly gates: readonly string[]
  readonly rationale: string
  /** Where the rest of a rationale that was cut can be read. */
  readonly rationaleRest: string
}

interface Request {
  readonly row: Row
  readonly view: ScoreboardView
  readonly level: DetailLevel
}

export function candidateDetails({ row, view, level }: Request): CandidateDetails {
  return {
    summary: `<code>${safeInHtml(row.candidate)}</code>: ${(laterResult(row, view) ?? resultCell(row, view.decision)).replaceAll('*', '')}`,
    facts: [...briefFacts(row, view, level), ...workFacts(row, level)],
    parts: row.parts.map((part) => ({
      name: part.name,
      points: pointsCell(part),
      explanation: tableCell(sentence(part.explanation, level.sentence)),
    })),
    checks: row.checks.slice(0, level.checks).map((check) => checkLine({ check, row, view, level })),
    gates: [
      ...moreChecks(row.checks.length - level.checks),
      ...row.gates
        .slice(0, level.gates)
        .map(({ gate, reason }) =>
          fullStop(`Rule ${codeSpan(gate, 60)}: it ${sentence(reason, level.sentence)}`),
        ),
    ],
    ...rationale(row, level),
  }
}

function rationale({ rationale: text = '', pullRequest }: Row, { rationale: room }: DetailLevel) {
  if (text.trim() === '' || room === 0) return { rationale: '', rationaleRest: '' }
  const isCut = Array.from(text).length > room
  return {
    rationale: proseBlock(text, room),
    rationaleRest: isCut && pullRequest !== undefined ? `The rest is in #${pullRequest}.` : '',
  }
}

/** What has no most of its own, such as a penalty or an element of a key, stands alone, with its sign. */
function pointsCell({ points, outOf }: ScorePart): string {
  return outOf === 0 ? formatElement(points) : formatShare(points, outOf)
}

/** A summary stands inside an HTML block, where code spans are not code; ids are safe anyway, and this keeps it so. */
function safeInHtml(id: string): string {
  return id.replace(/[^a-z0-9-]/g, '')
}

function briefFacts(row: Row, view: ScoreboardView, level: DetailLevel): string[] {
  const { speculation } = view
  const brief = competitors(speculation).find(({ id }) => id === row.candidate)
  const constraints = brief?.constraints.slice(0, 20) ?? []
  return [
    `Strategy: ${codeSpan(row.strategy, level.sentence)}`,
    ...constraints.map((constraint) => `Constraint: ${codeSpan(constraint, Math.min(300, level.sentence))}`),
    brief?.submission ? `Author: ${codeSpan(`@${brief.author}`, 50)}` : `Agent: ${agentText(row)}`,
    ...(brief && !brief.submission && row.pullRequest !== undefined
      ? [`Brief: in full at the end of #${row.pullRequest}`]
      : []),
    ...transcriptFact(row, view),
    ...(row.base === undefined ? [] : [basedOn(row.base)]),
    branchFact(row),
  ]
}

/** What the agent and its model have said to each other. */
function transcriptFact({ candidate }: Row, { pageUrl, writtenBy }: ScoreboardView): string[] {
  const number = writtenBy?.get(candidate)
  if (pageUrl === undefined || number === undefined) return []
  return [`Transcript: [what its agent and the model said](${pageUrl}/transcripts/${candidate}/${number})`]
}

function branchFact({ branch, head, phase }: Row): string {
  if (head === undefined && phase === 'judged') return 'Branch: none was pushed'
  const at = head === undefined ? '' : ` at ${codeSpan(head.slice(0, 12), 12)}`
  return `Branch: ${codeSpan(branch, 250)}${at}`
}

function basedOn(base: string): string {
  return `Based on ${codeSpan(base.slice(0, 12), 12)}, not on the base of the others: what it changes since that commit is compared`
}

function workFacts(row: Row, level: DetailLevel): string[] {
  return [
    ...(row.phase === 'writing' && row.progress
      ? [`Now (self-reported): ${codeSpan(row.progress, 200)}`]
      : []),
    ...(row.files.length === 0 ? [] : [filesFact(row, level)]),
    ...(row.cutShort ? [cutShortSentence(row.cutShort, row.seconds ?? 0)] : []),
    ...(row.risk
      ? [
          `Risk ${row.risk.level}${
            row.risk.reasons.length === 0
              ? ''
              : `: ${row.risk.reasons
                  .slice(0, 10)
                  .map((reason) => sentence(reason, Math.min(200, level.sentence)))
                  .join(' ')}`
          }`,
        ]
      : []),
    ...(row.proof?.strength ? [strengthFact(row.proof.strength)] : []),
    ...(row.review ? [`Reviews: ${list(row.review.by.map(reviewerText))}`] : []),
    `Cost: ${cost(row)}`,
  ]
}

function filesFact(row: Row, level: DetailLevel): string {
  const shown = row.files.slice(0, level.files).map((path) => codeSpan(path, 150))
  const more = row.files.length - shown.length
  const diff = row.insertions === undefined ? '' : ` (${formatDiff(row.insertions, row.deletions ?? 0)})`
  return `${count(row.files.length, 'file')} changed${diff}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function cost(row: Row): string {
  const ci = ciSeconds(row)
  return [
    row.seconds === undefined ? 'agent time not known yet' : `agent ${formatSeconds(row.seconds)}`,
    row.tokens === undefined
      ? 'tokens not reported'
      : `${thousands(row.tokens)} ${row.tokens === 1 ? 'token' : 'tokens'}`,
    ...(row.usd === undefined ? [] : [dollars(row.usd)]),
    ...(ci === undefined ? [] : [`checks ${formatSeconds(ci)}`]),
  ].join(', ')
}

function moreChecks(more: number): string[] {
  return more > 0 ? [`${count(more, 'more check')} not shown here`] : []
}
