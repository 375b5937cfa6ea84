import { z } from 'zod'
import { usedAmounts } from '../../domain/candidate/attempt.ts'
import { Plan } from '../../domain/candidate/brief.ts'
import { DISTINCTION, PLANNER, PROOF } from '../../domain/candidate/candidate.ts'
import { ENTERED, entrantId } from '../../domain/candidate/competitor.ts'
import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import { Rerun } from '../../domain/checks/rerun.ts'
import { HumanChoice, Revocation } from '../../domain/issue/aftermath.ts'
import { Command } from '../../domain/issue/command.ts'
import { Decision, type Row, Scoreboard, type ScorePart } from '../../domain/judgement/scoreboard.ts'
import { Grafts } from '../../domain/proof/graft.ts'
import {
  AttemptEnded,
  AttemptUsed,
  type AuditEntry,
  Evidence,
  Pruned,
  Refused,
} from '../../domain/run/audit.ts'
import { Speculation } from '../../domain/run/speculation.ts'
import { checkStatus, checkStatusReason } from '../checks/check-status.ts'
import { failureText } from '../checks/failure-text.ts'
import { inQuotes, plain, quoted, wrap } from '../foreign/plain-text.ts'
import { count, formatDiff, formatElement, formatSeconds, formatShare, formatTime, list } from '../numbers.ts'
import { distinctionSentence, noTestReason } from '../proof/distinction.ts'
import { notCheckedReason } from '../proof/proof.ts'
import { amountsText } from '../reasons/budget.ts'
import { leftBehind } from '../reasons/left-behind.ts'
import { plannerFailureText } from '../reasons/planner-failure-text.ts'
import { attemptFailureReason } from '../reasons/reasons.ts'
import { reviewerText } from '../reasons/reviewer-text.ts'
import { decisionText } from './replay.ts'
import { briefText, costText, planProposed, planRecorded } from './why-plan.ts'

/**
 * The story of a run from its log, as plain text; with `candidate`, the story of that one, or undefined when the log knows no such
 * candidate. All foreign text in it is on one line and without control characters.
 */
export function renderWhy(
  entries: readonly AuditEntry[],
  candidate: string | undefined,
  width: number,
): string | undefined {
  if (candidate !== undefined && !knows(entries, candidate)) return undefined
  const lines = entries.flatMap((entry) => {
    const [heading, ...details] = tell(entry, candidate)
    if (heading === undefined) return []
    return [`${formatTime(entry.at) ?? plain(entry.at)}  ${heading}`, ...details.map((line) => `  ${line}`)]
  })
  return `${lines.flatMap((line) => wrapped(line, width)).join('\n')}\n`
}

/** An indented line keeps its indent where it is broken. */
function wrapped(line: string, width: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return wrap(line.slice(indent.length), width - indent.length).map((each) => indent + each)
}

function knows(entries: readonly AuditEntry[], candidate: string): boolean {
  return entries.some(({ kind, payload }) => {
    if (kind === 'started' || kind === 'planned') return briefsOf(payload).includes(candidate)
    if (kind === 'command') return enteredBy(payload) === candidate
    return kind === 'verdict' && rowsOf(payload).some((row) => row.candidate === candidate)
  })
}

/** A heading and its details; nothing at all when the entry is about other candidates. */
function tell({ kind, payload }: AuditEntry, only: string | undefined): readonly string[] {
  const teller = TELLERS[kind]
  return teller ? (teller(payload, only) ?? [UNREADABLE(kind)]) : [`${kind} was recorded`]
}

const UNREADABLE = (kind: string) => `${kind} was recorded, in a form that this version cannot read`

type Teller = (payload: unknown, only: string | undefined) => readonly string[] | undefined

const TELLERS: Record<string, Teller | undefined> = {
  started: (payload, only) => read(Speculation, payload, (speculation) => started(speculation, only)),
  planned: (payload, only) => read(Plan, payload, (plan) => planRecorded(plan, only)),
  'attempt-ended': (payload, only) => read(AttemptEnded, payload, (ended) => attemptEnded(ended, only)),
  'attempt-usage': (payload, only) => read(AttemptUsed, payload, (used) => attemptUsed(used, only)),
  rerun: (payload, only) => read(Rerun, payload, (asked) => rerun(asked, only)),
  command: (payload, only) => read(Command, payload, (command) => commandAnswered(command, only)),
  evidence: (payload, only) => read(Evidence, payload, (evidence) => evidenceRead(evidence, only)),
  verdict: (payload, only) => read(Verdict, payload, (verdict) => verdictGiven(verdict, only)),
  grafts: (payload) => read(Grafts, payload, graftsMade),
  settled: () => ['done: labels, pull requests and comments show the verdict'],
  archived: () => ["the losers' branches were deleted; their pull requests keep the commits"],
  revoked: (payload) =>
    read(Revocation, payload, ({ reason }) => [`the promotion was taken back: ${plain(reason)}`]),
  'human-choice': (payload, only) => read(HumanChoice, payload, (choice) => humanChoice(choice, only)),
  refused: (payload) => read(Refused, payload, refused),
  pruned: (payload) => read(Pruned, payload, pruned),
}

const Verdict = z.object({ decision: Decision, scoreboard: Scoreboard })

function read<Schema extends z.ZodType>(
  schema: Schema,
  payload: unknown,
  words: (value: z.output<Schema>) => readonly string[],
): readonly string[] | undefined {
  const parsed = schema.safeParse(payload)
  return parsed.success ? words(parsed.data) : undefined
}

function briefsOf(payload: unknown): readonly string[] {
  const plan = Plan.safeParse(payload).data ?? Speculation.safeParse(payload).data?.plan
  return plan?.briefs.map(({ id }) => id) ?? []
}

function enteredBy(payload: unknown): string | undefined {
  const answer = Command.safeParse(payload).data?.answer
  return answer?.kind === 'entered' ? entrantId(answer.pullRequest) : undefined
}

function rowsOf(payload: unknown): readonly Row[] {
  return Verdict.safeParse(payload).data?.scoreboard.rows ?? []
}

function started(speculation: Speculation, only: string | undefined): readonly string[] {
  const { id, trigger, snapshot, base, contract, plan } = speculation
  const briefs = plan.briefs.filter((brief) => only === undefined || brief.id === only)
  return [
    `${plain(trigger.actor)} (${trigger.role}) labelled the issue ${inQuotes(plain(snapshot.title))}, and ${id} began`,
    `all start from ${base.commit.slice(0, 12)} of ${plain(base.branch)} and must pass ${list(contract.checks.map(({ name }) => inQuotes(plain(name))))}`,
    `these checks, as they are now, have the fingerprint ${contract.fingerprint.slice(0, 12)}`,
    ...(plan.proposing
      ? [`the planner ${plan.proposing.toolchain} is asked first; without an answer these compete:`]
      : []),
    ...briefs.map(briefText),
  ]
}

function attemptEnded(
  { candidate, number, toolchain, outcome }: AttemptEnded,
  only: string | undefined,
): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  const who = `attempt ${number} of ${toolchain} at ${candidate}`
  if (candidate === PROOF && toolchain === PROOF && (outcome.kind === 'failure' || outcome.kind === 'proof'))
    return [proofEnded(outcome)]
  if (outcome.kind === 'failure' && candidate === PLANNER)
    return [`the planner ${toolchain} ${plain(plannerFailureText(outcome))}`]
  if (outcome.kind === 'distinction' || (outcome.kind === 'failure' && candidate === DISTINCTION))
    return [distinctionEnded(toolchain, outcome)]
  if (outcome.kind === 'failure') return [`${who} ended: ${quoted(attemptFailureReason(outcome))}`]
  if (outcome.kind === 'plan') return planProposed(toolchain, outcome)
  if (outcome.kind === 'review') {
    const { verdict, findings } = outcome.review
    return [`${plain(reviewerText({ toolchain, verdict, findings: findings.length }))} on ${candidate}`]
  }
  if (outcome.kind === 'proof') return [proofEnded(outcome)]
  const { patch, report, usage } = outcome
  const size = `${formatDiff(patch.insertions, patch.deletions)} lines in ${count(patch.files.length, 'file')}`
  const said = report.rationale.trim() === '' ? [] : [`it says of itself: ${plain(report.rationale)}`]
  if (toolchain === ENTERED) return [`${candidate} was read, commit ${patch.commit.slice(0, 12)}: ${size}`]
  return [
    `${who} wrote a patch in ${formatSeconds(usage.seconds)}${costText(usage)}: ${size}`,
    ...leftBehind(outcome).map(quoted),
    ...said,
  ]
}

function proofEnded(outcome: Extract<AttemptEnded['outcome'], { kind: 'failure' | 'proof' }>): string {
  if (outcome.kind === 'failure')
    return `the candidates were not run on each other's tests: ${quoted(notCheckedReason(outcome))}`
  const { matrix, runner, usage } = outcome
  const runs = new Set(matrix.cells.map(({ run }) => run)).size
  return `${count(matrix.candidates.length, 'candidate')} and the base were run on each other's tests by ${plain(runner)}: ${count(runs, 'run')} in ${formatSeconds(usage.seconds)}`
}

function distinctionEnded(
  toolchain: string,
  outcome: Extract<AttemptEnded['outcome'], { kind: 'failure' | 'distinction' }>,
): string {
  const asked = `${plain(toolchain)} was asked for a test on which the best two differ`
  if (outcome.kind === 'failure') return `${asked}, and ${quoted(noTestReason(outcome))}`
  const { cells, files, runner, usage } = outcome
  const left = list(files.map(({ path }) => plain(path)))
  return `${asked}, and left ${left}: ${count(cells.length, 'run')} by ${plain(runner)}, each of them twice, in ${formatSeconds(usage.seconds)}${costText(usage)}`
}

function commandAnswered({ answer, by, role, line }: Command, only: string | undefined): readonly string[] {
  if (answer.kind !== 'entered') {
    const why = 'reason' in answer ? `: ${plain(answer.reason)}` : ''
    return only === undefined ? [`${plain(line)} of ${plain(by)} (${role}) was ${answer.kind}${why}`] : []
  }
  const { pullRequest, commit, author } = answer
  const candidate = entrantId(pullRequest)
  if (only !== undefined && only !== candidate) return []
  return [
    `${plain(by)} (${role}) entered #${pullRequest} of ${plain(author)} at ${commit.slice(0, 12)}, which competes as ${candidate}`,
  ]
}

function attemptUsed({ candidate, number, usage }: AttemptUsed, only: string | undefined): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  return [
    `attempt ${number} at ${candidate}, which had been ended, had used ${amountsText(usedAmounts(usage))}`,
  ]
}

function rerun({ candidate, check, first, answer }: Rerun, only: string | undefined): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  const what = `${inQuotes(plain(check))} of ${candidate}`
  if (answer?.kind === 'started') return [`GitHub runs ${what} a second time`]
  if (answer) return [`${what} could not be run a second time: ${plain(answer.reason)}`]
  const said = first.detail === undefined ? '' : `: ${plain(first.detail)}`
  return [
    `${what} ended with ${plain(first.conclusion)}${runOf(first.checkRunId)}${said}`,
    'it is to run once more',
  ]
}

function evidenceRead({ candidates, rulesVersion }: Evidence, only: string | undefined): readonly string[] {
  const shown = candidates.filter((one) => only === undefined || one.candidate === only)
  return [
    `everything was read for the verdict, under version ${rulesVersion} of the rules`,
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

function verdictGiven(
  { decision, scoreboard }: z.infer<typeof Verdict>,
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
      `${row.result} ${row.candidate}${byWhom(row)}: ${quoted(row.reason)}`,
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
  return toolchain === '' || toolchain === ENTERED ? '' : ` by ${plain(toolchain)}`
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

function runOf(id: number | undefined): string {
  return id === undefined ? '' : ` (check run ${id})`
}

const CHOICES: Record<HumanChoice['kind'], string> = {
  'made-ready': 'marked it ready',
  reopened: 'reopened it',
  merged: 'merged it',
  closed: 'closed it',
  'sent-back': 'made it a draft again',
}

function humanChoice({ kind, candidate, actor }: HumanChoice, only: string | undefined): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  return [`${candidate}: ${actor === undefined ? 'somebody' : plain(actor)} ${CHOICES[kind]}`]
}

function refused({ title, labelledBy, reason }: Refused): readonly string[] {
  const who = labelledBy === undefined ? 'somebody' : plain(labelledBy)
  return [
    `${who} labelled the issue ${inQuotes(plain(title))}, and nothing was started: ${plain(reason.replaceAll('`', ''))}`,
  ]
}

function pruned({ rule, removed, lastSeq }: Pruned): readonly string[] {
  const what = `${count(removed.traces, 'trace')} and ${count(removed.journal, 'line')} of the journal`
  return [
    `retention removed entries 1 to ${lastSeq}, ${what}: the run was settled before ${plain(rule.settledBefore)}`,
  ]
}

function graftsMade({ all }: Grafts): readonly string[] {
  const branches = all.flatMap(({ result }) => (result.kind === 'published' ? [plain(result.branch)] : []))
  return [
    branches.length === 0
      ? 'of the tests that the winner lacks no commit could be made'
      : `tests that the winner lacks can be taken from ${list(branches)}`,
  ]
}
