import type { Attempt } from '../../domain/candidate/attempt.ts'
import type { BaseNow } from '../../domain/checks/base-now.ts'
import type { BaseChecks } from '../../domain/checks/evidence.ts'
import type { CheckedRow, PatchlessRow, Row, UnwrittenRow } from '../../domain/judgement/row.ts'
import type { Amounts, SpentLimit } from '../../domain/run/budget.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { spentLimitText } from '../../messages/reasons/budget.ts'
import { BUDGET_GATE } from '../budget/levels.ts'
import type { GateCase, WrittenCandidate } from '../gates/gate-case.ts'
import { measuredColumns } from './columns/measured-columns.ts'
import type { PatchFacts } from './patch-facts.ts'
import { reject } from './reject.ts'

/** Everything that the row of one candidate is made of. */
export interface AssessInput extends WrittenCandidate {
  readonly now: string
  readonly redOnBase: readonly string[] | undefined
  readonly baseChecks: BaseChecks | undefined
  readonly baseNow: BaseNow | undefined
  /** Its attempts at a patch. */
  readonly own: readonly Attempt[]
  /** Of all its attempts that have ended. */
  readonly cost: Amounts
  /** Nothing more of it may be started. */
  readonly spent: SpentLimit | undefined
  readonly isNeeded: boolean
}

/** What is known of every candidate from the start. */
export function describeRow(input: AssessInput): UnwrittenRow {
  return { ...describeCompetitor(input), ...describeCost(input) }
}

function describeCompetitor({ brief, facts }: AssessInput): UnwrittenRow {
  return {
    candidate: brief.id,
    tag: brief.tag,
    // Rows are stored with one text for who wrote it, an agent or a person.
    toolchain: brief.submission ? `@${brief.author}` : brief.toolchain,
    strategy: brief.strategy,
    branch: facts.branch,
    phase: 'queued',
    checks: [],
    tests: 'not run',
    files: [],
    gates: [],
    parts: [],
    result: 'waiting',
    reason: 'waits for its turn',
    ...withoutUndefined({ pullRequest: facts.pullRequest?.number, head: facts.pullRequest?.head }),
  }
}

function describeCost({ cost: { seconds, tokens = 0, usd } }: AssessInput) {
  return {
    ...withoutUndefined({ seconds }),
    ...(tokens > 0 && { tokens }),
    ...withoutUndefined({ usd }),
  }
}

/** What its agent said of it, in the form that is shown. */
function describeReport({ speculation, attempt }: AssessInput) {
  if (attempt?.outcome?.kind !== 'patch') return {}
  const { patch, report, cutShort, usage } = attempt.outcome
  return {
    ...(patch.base !== speculation.base.commit && { base: patch.base }),
    ...withoutUndefined({
      confidence: report.confidence,
      rationale: report.rationale || undefined,
      cutShort,
      models: usage.models,
      agentVersion: usage.agentVersion,
    }),
  }
}

/** Of who has a patch: in the order in which its fields have always been written. */
export function describePatch(input: AssessInput, { patch }: GateCase, known: PatchFacts): CheckedRow {
  const { turnsGreen, checks, tests, numbers } = known
  return {
    ...describeCompetitor(input),
    ...describeReport(input),
    ...describeCost(input),
    ...(turnsGreen.length > 0 && { turnsGreen: [...turnsGreen] }),
    risk: numbers.risk,
    files: patch.files.map((file) => file.path),
    checks: [...checks],
    tests,
    ...measuredColumns(numbers, known),
    phase: input.facts.pullRequest ? 'verifying' : 'publishing',
  }
}

/** Of who has no patch yet, or gets none. */
export function withoutPatch(input: AssessInput): Row {
  const { attempt, spent } = input
  const row = describeRow(input)
  if (!input.isNeeded) return notNeededRow(row, attempt !== undefined)
  if (input.brief.submission)
    return attempt?.status === 'running' ? { ...row, phase: 'writing', reason: 'is being read' } : row
  if (spent && attempt?.status !== 'queued' && attempt?.status !== 'running')
    return unaffordable(row, attempt !== undefined, spent)
  const running = attempt?.status === 'running'
  return running
    ? { ...row, phase: 'writing', reason: `\`${input.brief.toolchain}\` is writing its patch` }
    : row
}

function notNeededRow(row: UnwrittenRow, isStarted: boolean): PatchlessRow {
  const when = isStarted ? 'any more: another one passed first' : ': another one passed before it was started'
  const reason = `was not needed${isStarted ? ' ' : ''}${when}`
  return { ...row, phase: 'judged', result: 'reject', reason, unstarted: 'not-needed' }
}

function unaffordable(row: UnwrittenRow, isStarted: boolean, spent: SpentLimit): PatchlessRow {
  const reason = `was not started${isStarted ? ' again' : ''}: ${spentLimitText(spent)}`
  const rejected = reject(row, [{ gate: BUDGET_GATE, reason }])
  return isStarted ? rejected : { ...rejected, unstarted: 'budget' }
}
