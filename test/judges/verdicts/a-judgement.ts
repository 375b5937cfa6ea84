import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { audit } from '../../../src/stages/audit.ts'
import { judge } from '../../../src/stages/judge.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../builders/story.ts'
import { measuredPatch, type PatchOn, type Repository } from '../judge-patch.ts'

export interface Entry extends PatchOn {
  readonly confidence?: number
  readonly claims?: readonly string[]
  /** Checks that fail on it; all others pass. */
  readonly red?: readonly string[]
  /** In place of what the checks would say. */
  readonly observations?: readonly Observation[]
  readonly pull?: Partial<PullRequestFacts>
}

interface Terms {
  readonly policy?: PolicyName
  readonly stage?: 'green' | 'commit' | 'red'
  readonly checks?: readonly string[]
  readonly redOnBase?: readonly string[]
  readonly settings?: object
  /** Checks that have ever spoken on the base, where that is known. */
  readonly answered?: readonly string[]
}

/** Patches on one repository, measured as a run measures them, and the verdict on all of them. */
export async function aJudgement(
  repository: Repository,
  entries: Readonly<Record<string, Entry>>,
  {
    policy = 'vote',
    stage = 'green',
    checks = ['test'],
    redOnBase = [],
    settings = {},
    answered,
  }: Terms = {},
) {
  const ids = Object.keys(entries)
  const speculation = aSpeculation(
    {
      settings: Settings.parse({ policy: { name: policy }, stage, ...settings }),
      contract: { checks: checks.map((name) => aCheck(name)), fingerprint: 'f' },
    },
    ids,
  )
  const attempts = await Promise.all(ids.map((id) => attemptOf(repository, id, entries[id] ?? {})))
  const candidates = ids.map((id, at) => {
    const { red = [], observations, pull = {} } = entries[id] ?? {}
    const said = checks.map((name, index) =>
      aCheckRun(id, name, {
        id: 100 * (at + 1) + index,
        ...(red.includes(name) && { conclusion: 'failure' }),
      }),
    )
    return candidateFacts(id, aPullRequest(id, 21 + at, { observations: observations ?? said, ...pull }))
  })
  const input = {
    speculation,
    attempts,
    candidates,
    now: NOW,
    redOnBase,
    ...(answered && { baseChecks: { answered: [...answered], creators: {} } }),
  }
  const { decision, scoreboard } = judge(input)
  return {
    decision,
    winner: decision.kind === 'promote' ? decision.candidate : undefined,
    rejected: scoreboard.rows
      .flatMap(({ candidate, result }) => (result === 'reject' ? [candidate] : []))
      .sort(),
    row: (id: string) => {
      const row = scoreboard.rows.find(({ candidate }) => candidate === id)
      if (!row) throw new Error(`no row of ${id}`)
      return row
    },
    /** The words of its gates alone: a row names every changed file besides. */
    said: (id: string) =>
      scoreboard.rows
        .filter(({ candidate }) => candidate === id)
        .flatMap(({ gates }) => gates.map(({ reason }) => reason))
        .join('\n'),
    traces: audit(speculation, scoreboard, { attempts, now: NOW }),
  }
}

/** One entry is measured once, under however many policies it is judged. */
const known = new WeakMap<Entry, ReturnType<typeof measuredPatch>>()

async function attemptOf(repository: Repository, id: string, entry: Entry) {
  const measured = known.get(entry) ?? measuredPatch(repository, entry)
  known.set(entry, measured)
  const { patch, measures } = await measured
  const { confidence, claims = [] } = entry
  const report = {
    rationale: `because of ${id}`,
    testsAdded: [...claims],
    risks: [],
    ...(confidence !== undefined && { confidence }),
  }
  const own = { ...patch, commit: commitOf(id) }
  return anAttempt(id, { outcome: { kind: 'patch', patch: own, report, usage: { seconds: 1 }, measures } })
}
