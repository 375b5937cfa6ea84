import type { Attempt } from '../../domain/candidate/attempt.ts'
import { isOfCandidate } from '../../domain/candidate/task.ts'
import { isAsked } from '../../domain/issue/aftermath.ts'
import type { RunOverview } from '../../domain/run/run-overview.ts'

/** Something that lasted, in milliseconds since the epoch. */
export interface Span {
  readonly kind: 'waiting' | 'agent' | 'review' | 'check' | 'tests'
  readonly state: 'done' | 'failed' | 'running'
  /** What it was, as a phrase. Foreign text. */
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface Timeline {
  readonly from: number
  readonly to: number
  readonly lanes: readonly { readonly name: string; readonly spans: readonly Span[] }[]
  /** Moments of the whole run. */
  readonly marks: readonly { readonly at: number; readonly name: string }[]
}

/** Who did what when: one lane for each candidate, then what is done for all of them together. */
export function timelineOf(run: RunOverview, now: string): Timeline {
  const { speculation, attempts, candidates } = run
  const until = Date.parse(speculation.settledAt ?? now)
  const lanes = [
    ...candidates.map(({ id, row }) => ({
      name: id,
      spans: [
        ...attempts
          .filter((one) => one.candidate === id && isOfCandidate(one.task))
          .flatMap((one) => spansOf(one, until)),
        ...(row?.checks ?? []).flatMap((check): Span[] => {
          const [from, to] = [time(check.startedAt), time(check.completedAt)]
          if (from === undefined || to === undefined) return []
          const state = check.verdict === 'passed' ? 'done' : 'failed'
          return [{ kind: 'check', state, name: `check ${check.check}: ${check.verdict}`, from, to }]
        }),
      ],
    })),
    ...FOR_ALL.map(([kind, name]) => ({
      name,
      spans: attempts.filter(({ task }) => task.kind === kind).flatMap((one) => spansOf(one, until)),
    })).filter(({ spans }) => spans.length > 0),
  ]
  const { verdict, settledAt, revoked, choices = [] } = speculation
  // What is done because of people later is settled anew, hours or days after all else.
  const isAnew = revoked !== undefined || choices.some(isAsked)
  const marks = [
    { at: time(verdict?.decidedAt), name: 'verdict' },
    { at: isAnew ? undefined : time(settledAt), name: 'settled' },
  ].flatMap(({ at, name }) => (at === undefined ? [] : [{ at, name }]))
  const begun = Date.parse(speculation.startedAt)
  const times = lanes.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to]))
  return {
    from: Math.min(begun, ...times),
    to: Math.max(begun, ...times, ...marks.map(({ at }) => at), ...(marks.length === 0 ? [until] : [])),
    lanes,
    marks,
  }
}

const FOR_ALL = [
  ['classify', 'opinion on the checklist'],
  ['plan', 'planner'],
  ['prove', 'tests of all on all'],
  ['distinguish', 'a test that tells two apart'],
] as const

const WORDS = {
  patch: 'writes the patch',
  read: 'the pull request is read',
  review: 'reviews the patch',
  classify: 'says whether the issue is worth several candidates',
  plan: 'proposes strategies',
  prove: 'tests are run on each other',
  distinguish: 'writes a test that tells two apart',
} as const

function spansOf(attempt: Attempt, until: number): Span[] {
  const { task, toolchain, number, queuedAt, startedAt, endedAt, outcome } = attempt
  const [queued, started, ended] = [queuedAt, startedAt, endedAt].map(time)
  const begun = started ?? ended ?? until
  const waiting: Span[] =
    queued !== undefined && begun > queued
      ? [{ kind: 'waiting', state: 'done', name: 'waits for a free place', from: queued, to: begun }]
      : []
  if (started === undefined) return waiting
  const isFailed = outcome?.kind === 'failure'
  const again = number > 1 ? `, attempt ${number}` : ''
  const end = isFailed ? `: ended without one (${outcome.failure})` : ''
  return [
    ...waiting,
    {
      kind: KINDS[task.kind],
      state: ended === undefined ? 'running' : isFailed ? 'failed' : 'done',
      name: `${toolchain} ${WORDS[task.kind]}${again}${end}`,
      from: started,
      to: Math.max(started, ended ?? until),
    },
  ]
}

const KINDS = {
  patch: 'agent',
  read: 'agent',
  classify: 'agent',
  plan: 'agent',
  review: 'review',
  prove: 'tests',
  distinguish: 'tests',
} as const satisfies Record<Attempt['task']['kind'], Span['kind']>

function time(iso: string | undefined): number | undefined {
  const ms = iso === undefined ? Number.NaN : Date.parse(iso)
  return Number.isNaN(ms) ? undefined : ms
}
