import type { z } from 'zod'
import { Plan } from '../../../domain/candidate/brief.ts'
import { submittedPullRequestId } from '../../../domain/candidate/competitor.ts'
import { Rerun } from '../../../domain/checks/rerun.ts'
import { HumanChoice, Revocation } from '../../../domain/issue/aftermath.ts'
import { Command } from '../../../domain/issue/command.ts'
import type { PathPlace } from '../../../domain/issue/issue-graph.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import { Grafts } from '../../../domain/proof/graft.ts'
import {
  AttemptEndEvent,
  AttemptUsageEvent,
  type AuditEntry,
  Evidence,
  PruneEvent,
  RefusalEvent,
} from '../../../domain/run/audit.ts'
import { Revert } from '../../../domain/run/revert.ts'
import { Speculation } from '../../../domain/run/speculation.ts'
import { inQuotes, plain, wrap } from '../../foreign/plain-text.ts'
import { count, formatTime, list } from '../../numbers.ts'
import { pathText, workText } from '../../reasons/trigger-text.ts'
import { attemptEnded, attemptUsed } from './why-attempt.ts'
import { classifyingText } from './why-opinion.ts'
import { commandAnswered, humanChoice, refused, reverted } from './why-people.ts'
import { briefText, planningText, planRecorded } from './why-plan.ts'
import { evidenceRead, RecordedVerdict, runOf, verdictGiven } from './why-verdict.ts'

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
    const [heading, ...details] = tell(entry, candidate, entries)
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
    if (kind === 'command') return submittedBy(payload) === candidate
    return kind === 'verdict' && rowsOf(payload).some((row) => row.candidate === candidate)
  })
}

/** A heading and its details; nothing at all when the entry is about other candidates. */
function tell(
  { kind, payload }: AuditEntry,
  only: string | undefined,
  entries: readonly AuditEntry[],
): readonly string[] {
  const teller = TELLERS[kind]
  return teller ? (teller(payload, only, entries) ?? [UNREADABLE(kind)]) : [`${kind} was recorded`]
}

const UNREADABLE = (kind: string) => `${kind} was recorded, in a form that this version cannot read`

type Teller = (
  payload: unknown,
  only: string | undefined,
  entries: readonly AuditEntry[],
) => readonly string[] | undefined

const TELLERS: Record<string, Teller | undefined> = {
  started: (payload, only) => read(Speculation, payload, (speculation) => started(speculation, only)),
  planned: (payload, only) => read(Plan, payload, (plan) => planRecorded(plan, only)),
  'attempt-ended': (payload, only, entries) =>
    read(AttemptEndEvent, payload, (ended) => attemptEnded(ended, only, knows(entries, ended.candidate))),
  'attempt-usage': (payload, only) => read(AttemptUsageEvent, payload, (used) => attemptUsed(used, only)),
  rerun: (payload, only) => read(Rerun, payload, (asked) => rerun(asked, only)),
  command: (payload, only) => read(Command, payload, (command) => commandAnswered(command, only)),
  evidence: (payload, only) => read(Evidence, payload, (evidence) => evidenceRead(evidence, only)),
  verdict: (payload, only) => read(RecordedVerdict, payload, (verdict) => verdictGiven(verdict, only)),
  grafts: (payload) => read(Grafts, payload, graftsMade),
  settled: () => ['done: labels, pull requests and comments show the verdict'],
  archived: () => ["the losers' branches were deleted; their pull requests keep the commits"],
  revoked: (payload) =>
    read(Revocation, payload, ({ reason }) => [`the promotion was taken back: ${plain(reason)}`]),
  reverted: (payload, only) => read(Revert, payload, (revert) => reverted(revert, only)),
  reapplied: (payload, only) => read(Revert, payload, (revert) => reverted(revert, only)),
  'human-choice': (payload, only) => read(HumanChoice, payload, (choice) => humanChoice(choice, only)),
  refused: (payload) => read(RefusalEvent, payload, refused),
  pruned: (payload) => read(PruneEvent, payload, pruned),
}

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

function submittedBy(payload: unknown): string | undefined {
  const answer = Command.safeParse(payload).data?.answer
  return answer?.kind === 'entered' ? submittedPullRequestId(answer.pullRequest) : undefined
}

function rowsOf(payload: unknown): readonly Row[] {
  return RecordedVerdict.safeParse(payload).data?.scoreboard.rows ?? []
}

function started(speculation: Speculation, only: string | undefined): readonly string[] {
  const { id, trigger, snapshot, base, contract, plan } = speculation
  const briefs = plan.briefs.filter((brief) => only === undefined || brief.id === only)
  return [
    `${startedBecause(trigger, inQuotes(plain(snapshot.title)))}, and ${id} began`,
    `all start from ${base.commit.slice(0, 12)} of ${plain(base.branch)} and must pass ${list(contract.checks.map(({ name }) => inQuotes(plain(name))))}`,
    `these checks, as they are now, have the fingerprint ${contract.fingerprint.slice(0, 12)}`,
    ...askedFirst(plan),
    ...briefs.map(briefText),
  ]
}

function askedFirst({ classifying, proposing }: Plan): string[] {
  if (classifying) return [classifyingText(classifying)]
  return proposing ? [planningText(proposing)] : []
}

function startedBecause(trigger: Speculation['trigger'], title: string): string {
  const who = `${plain(trigger.actor)} (${trigger.role})`
  switch (trigger.kind) {
    case 'command':
      return `${who} wrote ${inQuotes(plain(trigger.line))} on the issue ${title}`
    case 'text':
      return `the issue ${title} of ${who} asks for a run itself`
    case 'critical-path':
      return `the issue ${title} of ${who} is on the critical path${pathOf(trigger.place)} with ${trigger.risk.level} risk`
    case 'forced':
      return `\`force_speculate\` is on, the issue ${title} of ${who} was opened`
    default:
      return `${who} labelled the issue ${title}`
  }
}

function pathOf(place: PathPlace): string {
  return place.kind === 'on' ? ` (${pathText(place.path)}, ${workText(place.minutes)})` : ''
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

function pruned({ rule, removed, lastSeq }: PruneEvent): readonly string[] {
  const what = `${count(removed.traces, 'trace')} and ${count(removed.journal, 'line')} of the journal`
  return [
    `retention removed entries 1 to ${lastSeq}, ${what}: the run was settled before ${plain(rule.settledBefore)}`,
  ]
}

function graftsMade({ all }: Grafts): readonly string[] {
  const branches = all.flatMap(({ result }) => (result.kind === 'published' ? [plain(result.branch)] : []))
  return [
    branches.length === 0
      ? 'no commit could be made of the tests that the winner lacks'
      : `tests that the winner lacks can be taken from ${list(branches)}`,
  ]
}
