import { type Attempt, isAt } from '../domain/candidate/attempt.ts'
import { isBeingPlanned, mostCandidates, type Plan } from '../domain/candidate/brief.ts'
import {
  type CandidateId,
  DISTINCTION,
  PLANNER,
  PROOF,
  type ToolchainName,
  TRIAGE,
} from '../domain/candidate/candidate.ts'
import { SUBMITTED, submittedPullRequests } from '../domain/candidate/competitor.ts'
import { attemptAt, latestAsked, latestAttempt } from '../domain/candidate/latest-attempt.ts'
import { mayTryAgain } from '../domain/candidate/may-try-again.ts'
import { needsToolchain } from '../domain/candidate/task.ts'
import type { Submission } from '../domain/issue/command.ts'
import type { Row } from '../domain/judgement/row.ts'
import { CandidatePair } from '../domain/proof/distinction.ts'
import type { Step } from '../domain/run/step.ts'
import { spentLimitText } from '../messages/reasons/budget.ts'
import { type BudgetInput, levelsOf, spentLimit } from './budget/levels.ts'
import { nextGrant } from './budget/next-grant.ts'
import { unreadPush } from './people/bots.ts'
import { latestDistinction, mayDistinguishAgain } from './proof/distinction-attempt.ts'
import { latestProof, mayProveAgain, provedOf } from './proof/proof-attempt.ts'
import { review } from './review/review.ts'
import { mayWin } from './score/rank-survivors.ts'

/** A running worker reports every few seconds; after this much silence it is considered dead. */
const SILENCE_MS = 90_000
/** What runs on GitHub goes on without its worker; after this much silence nobody has taken it over. */
const ON_GITHUB_MS = 30 * 60_000
/** Whoever has its toolchain is started again before that; a worker is heard of for as long after it was seen last. */
const UNSERVED_MS = 5 * 60_000

interface GenerateInput extends BudgetInput {
  /** What the workers have. */
  readonly toolchains?: readonly ToolchainName[] | undefined
}

/**
 * Which attempts are still needed, and what may each use? At most `default_parallelism` are under way at a time, in plan order; in
 * sequential mode the next one only once everybody before it has been judged, according to `rows`. What was entered is read at once: no
 * agent runs, and no budget is asked. Until those who are asked before have answered, nobody writes.
 */
export function generate(input: GenerateInput, rows: readonly Row[] = []): Step[] {
  const { attempts } = input
  const unserved = attempts.filter((attempt) => isUnserved(attempt, input))
  if (unserved.length > 0) return unserved.map(endUnserved)
  const lost = attempts.filter((attempt) => isLost(attempt, input))
  if (lost.length > 0) return lost.map(endLost)

  const spent = spentLimit(levelsOf(input))
  const readings = [...readSubmissions(input), ...readBotsPushes(input)]
  if (spent) {
    const underWay = attempts.filter((attempt) => attempt.status !== 'ended' && !isAt(attempt, 'read'))
    return [...readings, ...underWay.map((attempt) => endSpent(attempt, spentLimitText(spent)))]
  }
  if (isBeingPlanned(input.speculation.plan))
    return [...readings, ...start(input, wantedAnswer(input), 1).map(startStep)]
  const patches = start(input, wantedPatches(input), placesFor(input, rows))
  const after = { ...input, attempts: [...attempts, ...patches] }
  const judging = [
    ...wantedProof(input, rows),
    ...wantedDistinction(input, rows),
    ...wantedReviews(input, rows),
  ]
  const reviews = start(after, judging, parallel(input))
  return [...readings, ...[...patches, ...reviews].map(startStep)]
}

/** Those of these candidates that there is place and budget for now are written once more. */
export function attemptsAgain(
  input: BudgetInput,
  candidates: readonly CandidateId[],
): readonly Extract<Step, { do: 'start-attempt' }>[] {
  const wanted = input.speculation.plan.briefs
    .filter(({ id }) => candidates.includes(id))
    .map(({ id, toolchain }): WantedAttempt => ({ candidate: id, toolchain, task: { kind: 'patch' } }))
  return start(input, wanted, parallel(input)).map(startStep)
}

/** Whether another candidate beside those that still need an attempt would get enough to work with. */
export function hasBudgetForMore(input: BudgetInput): boolean {
  const { settings } = input.speculation
  const needing = wantedPatches(input).length + 1
  return nextGrant({ levels: levelsOf(input), settings, needing }) !== undefined
}

function parallel({ speculation }: BudgetInput): number {
  const { default_parallelism, max_parallelism } = speculation.settings.speculation
  return Math.min(default_parallelism, max_parallelism)
}

function placesFor(input: BudgetInput, rows: readonly Row[]): number {
  const { speculation, attempts } = input
  if (!speculation.settings.speculation.sequential) return parallel(input)
  const open = rows.some(({ candidate, result }) => {
    const latest = latestAttempt(attempts, candidate)
    return result === 'waiting' && latest !== undefined && !mayTryAgain(latest)
  })
  return open ? 0 : 1
}

/** A commit that a bot pushed on top of a candidate is read and measured like an entered pull request. */
function readBotsPushes({ speculation, attempts, candidates }: BudgetInput): Step[] {
  return speculation.plan.briefs.flatMap(({ id }): Step[] => {
    const own = attempts.filter((one) => one.candidate === id && isAt(one, 'patch', 'read'))
    const facts = candidates.find(({ candidate }) => candidate === id)
    const push = facts && unreadPush(own, facts)
    if (!push) return []
    return [startReading(id, { ...push, tip: speculation.base.commit }, attempts)]
  })
}

function readSubmissions({ speculation, attempts }: BudgetInput): Step[] {
  return submittedPullRequests(speculation)
    .filter((submitted) => needsAttempt(attemptAt(attempts, submitted)))
    .map(({ id, submission }) => startReading(id, submission, attempts))
}

function startReading(id: CandidateId, submission: Submission, attempts: readonly Attempt[]): Step {
  const number = 1 + attempts.filter(({ candidate }) => candidate === id).length
  const task = { kind: 'read', ...submission } as const
  return { do: 'start-attempt', candidate: id, number, toolchain: SUBMITTED, grant: {}, task }
}

/** An attempt that is still missing. */
type WantedAttempt = Pick<Attempt, 'candidate' | 'toolchain' | 'task'>

/** The next one that is asked before anybody writes, and those that come after it: what it may use is a part of what all of them have. */
function wantedAnswer({ speculation: { plan }, attempts }: BudgetInput): WantedAttempt[] {
  const [next, ...later] = wantedBefore(plan)
  if (!next || !needsAttempt(latestAsked(attempts, next.task.kind))) return []
  const writer: WantedAttempt = { ...next, task: { kind: 'patch' } }
  return [next, ...later, ...Array.from({ length: mostCandidates(plan) }, () => writer)]
}

function wantedBefore({ classifying, proposing = classifying?.several?.proposing }: Plan) {
  return [
    ...(classifying
      ? [{ candidate: TRIAGE, toolchain: classifying.toolchain, task: { kind: 'classify' } } as const]
      : []),
    ...(proposing
      ? [{ candidate: PLANNER, toolchain: proposing.toolchain, task: { kind: 'plan' } } as const]
      : []),
  ]
}

function wantedPatches({ speculation, attempts }: BudgetInput): WantedAttempt[] {
  return speculation.plan.briefs
    .filter(({ id }) => needsAttempt(latestAttempt(attempts, id)))
    .map(({ id, toolchain }) => ({ candidate: id, toolchain, task: { kind: 'patch' } }))
}

/** One proof attempt covers all remaining candidates. */
function wantedProof({ speculation, attempts }: BudgetInput, rows: readonly Row[]): WantedAttempt[] {
  const commits = provedOf(
    rows.filter(({ phase }) => phase === 'proving'),
    speculation,
  )
  if (commits.length === 0) return []
  const latest = latestProof(attempts, commits)
  if (latest && !mayProveAgain(attempts, commits)) return []
  return [{ candidate: PROOF, toolchain: PROOF, task: { kind: 'prove', commits } }]
}

/**
 * One attempt at a distinguishing test serves the two that wait for it; the test is run on all remaining candidates.
 */
function wantedDistinction({ speculation, attempts }: BudgetInput, rows: readonly Row[]): WantedAttempt[] {
  const toolchain = speculation.settings.proof?.distinguish
  const waiting = rows.filter(({ phase }) => phase === 'distinguishing')
  const between = CandidatePair.safeParse(waiting.map(({ candidate }) => candidate)).data
  if (toolchain === undefined || !between) return []
  const left = rows.filter((row) => waiting.includes(row) || mayWin(row))
  const asked = { between, all: provedOf(left, speculation) }
  const latest = latestDistinction(attempts, asked)
  if (latest && !mayDistinguishAgain(attempts, asked)) return []
  return [{ candidate: DISTINCTION, toolchain, task: { kind: 'distinguish', ...asked } }]
}

/** Of the candidates that wait for nothing else. */
function wantedReviews(input: BudgetInput, rows: readonly Row[]): WantedAttempt[] {
  return rows.flatMap(({ candidate, phase, head }) => {
    if (phase !== 'reviewing' || head === undefined) return []
    const missing = review(candidate, input)?.missing ?? []
    return missing.map((toolchain) => ({ candidate, toolchain, task: { kind: 'review', commit: head } }))
  })
}

/** Each grant is a part of what those before it have left; at most `places` are under way then. */
function start(
  { speculation, attempts, ...facts }: BudgetInput,
  wanted: readonly WantedAttempt[],
  places: number,
): Attempt[] {
  const underWay = attempts.filter((one) => one.status !== 'ended' && !isAt(one, 'read'))
  const free = Math.max(0, places - underWay.length)
  const started: Attempt[] = []
  for (const want of wanted.slice(0, free)) {
    const known = [...attempts, ...started]
    const grant = nextGrant({
      levels: levelsOf({ ...facts, speculation, attempts: known }),
      settings: speculation.settings,
      needing: wanted.length - started.length,
    })
    if (!grant) break
    const number = 1 + known.filter(({ candidate }) => candidate === want.candidate).length
    const queued = { speculation: speculation.id, number, grant, ...want }
    started.push({ ...queued, status: 'queued', queuedAt: facts.now })
  }
  return started
}

function needsAttempt(latest: Attempt | undefined): boolean {
  return !latest || mayTryAgain(latest)
}

function startStep({ candidate, number, toolchain, grant = {}, task }: Attempt) {
  return { do: 'start-attempt' as const, candidate, number, toolchain, grant, task }
}

/** What a workflow of the repository does goes on without a worker, and whoever takes the job over finds it there. */
function isLost(attempt: Attempt, { now, speculation }: Pick<BudgetInput, 'now' | 'speculation'>): boolean {
  // One that waits may have many before it.
  if (attempt.status !== 'running') return false
  const lastSign = attempt.heartbeatAt ?? attempt.startedAt ?? attempt.queuedAt
  const isOnGitHub = isAt(attempt, 'prove') && speculation.settings.proof?.workflow !== undefined
  const patience = isOnGitHub ? ON_GITHUB_MS : SILENCE_MS
  return Date.parse(now) - Date.parse(lastSign) > patience
}

function endLost(attempt: Attempt): Step {
  const { candidate, number } = attempt
  return {
    do: 'end-attempt',
    candidate,
    number,
    failure: 'interrupted',
    detail: 'the worker that ran it stopped answering',
  }
}

/** It waits for a toolchain that no worker has. */
function isUnserved(
  { status, toolchain, task, queuedAt }: Attempt,
  { now, toolchains }: GenerateInput,
): boolean {
  if (toolchains === undefined || status !== 'queued' || !needsToolchain(task)) return false
  return !toolchains.includes(toolchain) && Date.parse(now) - Date.parse(queuedAt) > UNSERVED_MS
}

function endUnserved({ candidate, number, toolchain }: Attempt): Step {
  const detail = `no worker has had the toolchain ${toolchain} for ${UNSERVED_MS / 60_000} minutes`
  return { do: 'end-attempt', candidate, number, failure: 'not-installed', detail }
}

/** There is not enough budget left to finish what it would still write. */
function endSpent({ candidate, number }: Attempt, detail: string): Step {
  return { do: 'end-attempt', candidate, number, failure: 'budget-spent', detail }
}
