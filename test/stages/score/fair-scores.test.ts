import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { Row } from '../../../src/domain/judgement/row.ts'
import type { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { apply } from '../../../src/stages/apply/apply.ts'
import { audit } from '../../../src/stages/audit.ts'
import { judge } from '../../../src/stages/judge.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

interface Wanted {
  readonly lines?: number
  /** Lines of a new test file. */
  readonly test?: number
  readonly patchId?: string
  readonly confidence?: number
  readonly claims?: readonly string[]
  readonly red?: string
  readonly pull?: Partial<PullRequestFacts>
}

const TEST = 'test/more.test.js'

function attemptOf(
  id: string,
  { lines = 4, test = 0, patchId = id, confidence, claims = [] }: Wanted,
): Attempt {
  const code = aFile('src/client.js', { insertions: lines, deletions: 1 })
  const tests = aFile(TEST, { status: 'added', insertions: test, deletions: 0 })
  const patch = aPatch(id, test > 0 ? [code, tests] : [code])
  const measures = someMeasures({
    files: [
      { path: 'src/client.js', class: 'source' as const },
      ...(test > 0 ? [{ path: TEST, class: 'test' as const }] : []),
    ],
    written: { insertions: lines + test, deletions: 1 },
    tests: { added: test > 0 ? [TEST] : [], changed: [], weakened: [] },
    patchId,
  })
  const report = {
    rationale: `because of ${id}`,
    testsAdded: [...claims],
    risks: [],
    ...(confidence !== undefined && { confidence }),
  }
  return anAttempt(id, { outcome: { kind: 'patch', patch, report, usage: { seconds: 3 }, measures } })
}

function inputOf(all: Record<string, Wanted>, policy: PolicyName = 'vote', checks = ['lint', 'test']) {
  const ids = Object.keys(all)
  const speculation = aSpeculation(
    {
      settings: Settings.parse({ policy: { name: policy } }),
      contract: { checks: checks.map((name) => aCheck(name)), fingerprint: 'f' },
    },
    ids,
  )
  const candidates = ids.map((id, at) => {
    const { red, pull = {} } = all[id] ?? {}
    const observations = [
      ...greenChecks(id),
      ...checks
        .filter((name) => name !== 'lint' && name !== 'test')
        .map((name, index) =>
          aCheckRun(id, name, { id: 700 + at * 10 + index, ...(red === name && { conclusion: 'failure' }) }),
        ),
      ...(red === 'test' ? [aCheckRun(id, 'test', { id: 900 + at, conclusion: 'failure' })] : []),
    ]
    return candidateFacts(id, aPullRequest(id, 21 + at, { observations, ...pull }))
  })
  return { speculation, attempts: ids.map((id) => attemptOf(id, all[id] ?? {})), candidates, now: NOW }
}

const judged = (...args: Parameters<typeof inputOf>) => judge(inputOf(...args))
const rowOf = (rows: readonly Row[], id: string) => rows.find((row) => row.candidate === id)

describe.each<PolicyName>(['vote', 'scorecard', 'lexicographic'])('a run under %s', (policy) => {
  it('V14: promotes the only right patch, whose agent reported no confidence', () => {
    const { decision } = judged({ one: {}, two: { red: 'test' } }, policy)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
  })

  it('V15: promotes one of three identical patches, says that they agree and rejects nobody', () => {
    const same = { patchId: 'same' }
    const input = inputOf({ one: same, two: same, three: same }, policy)
    const { decision, scoreboard } = judge(input)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(decision.reason).toContain('`scripted` wrote it three times, each time under another strategy')
    expect(scoreboard.rows.slice(1).map(({ result, gates, reason }) => [result, gates, reason])).toEqual([
      ['hold', [], 'has the same patch as `one`; its result stands for both'],
      ['hold', [], 'has the same patch as `one`; its result stands for both'],
    ])
    const steps = apply(aSnapshot(input), input.speculation, { decision, scoreboard, decidedAt: NOW })
    expect(steps.flatMap((step) => (step.do === 'close-pull-request' ? [step.reason] : []))).toEqual([
      'has the same patch as `one`; its result stands for both',
      'has the same patch as `one`; its result stands for both',
    ])
    expect(steps.filter((step) => step.do === 'mark-ready')).toHaveLength(1)
  })

  it.each<[string, Wanted]>([
    ['was closed by a human', { pull: { state: 'closed' } }],
    ['has a check that flakes', { red: 'test' }],
    ['has a conflict', { pull: { mergeable: 'conflicting' } }],
  ])('V15: the twin represents both where the one planned first %s', (_, gone) => {
    const { decision } = judged({ one: { patchId: 'p', ...gone }, two: { patchId: 'p' } }, policy)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'two' })
  })

  it('V34: promotes the right patch with its test, not the same one without', () => {
    const { decision, scoreboard } = judged({ without: {}, tested: { test: 8 } }, policy)
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'tested' })
    expect(rowOf(scoreboard.rows, 'tested')).toMatchObject({
      insertions: 12,
      testLines: { insertions: 8, deletions: 0 },
    })
  })
})

describe('agreement', () => {
  it('V15: goes before a smaller diff, and a pull request that copies a draft adds nothing to it', () => {
    const { decision } = judged({
      small: { lines: 1 },
      one: { lines: 1, patchId: 'same' },
      two: { lines: 1, patchId: 'same' },
    })
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(decision.reason).toContain('the tie goes to the patch that was written more often')
  })

  it('V15: can be switched off, and then everybody stands alone', () => {
    const input = inputOf({ one: { patchId: 'same' }, two: { patchId: 'same' } })
    const settings = Settings.parse({ gates: { off: ['duplicate'] } })
    const { scoreboard } = judge({ ...input, speculation: { ...input.speculation, settings } })
    expect(scoreboard.rows.map(({ sameAs }) => sameAs)).toEqual([undefined, undefined])
  })

  it('V15: leaves only the one open when nobody wins', () => {
    const input = inputOf({ one: { patchId: 'same' }, two: { patchId: 'same' } })
    const settings = Settings.parse({ speculation: { vote_threshold: 1, min_comparable: 3 } })
    const speculation = { ...input.speculation, settings }
    const verdict = { ...judge({ ...input, speculation }), decidedAt: NOW }
    expect(verdict.decision.kind).toBe('escalate')
    const closed = apply(aSnapshot(input), speculation, verdict).filter(
      (step) => step.do === 'close-pull-request',
    )
    expect(closed).toMatchObject([{ pullRequest: { number: 22 } }])
  })
})

describe('traces', () => {
  const tracesOf = (input: ReturnType<typeof inputOf>) =>
    audit(input.speculation, judge(input).scoreboard, { attempts: input.attempts, now: NOW })

  it('V17: tell the tests that were measured, and a claim as a claim', () => {
    const traces = tracesOf(
      inputOf({ tested: { test: 3 }, imaginary: { claims: ['test/imaginary.test.js'] } }),
    )
    const reported = Object.fromEntries(
      traces.map((one) => [one.candidate_id, [one.tests_added, one.tests_claimed]]),
    )
    expect(reported).toEqual({ tested: [[TEST], undefined], imaginary: [[], ['test/imaginary.test.js']] })
  })

  it('V17: tell them in stage red as well, where tests are what competes', () => {
    const input = inputOf({ tested: { test: 3 }, idle: {} })
    const speculation = { ...input.speculation, plan: { ...input.speculation.plan, stage: 'red' as const } }
    const reported = tracesOf({ ...input, speculation }).map((one) => [one.candidate_id, one.tests_added])
    expect(Object.fromEntries(reported)).toEqual({ tested: [TEST], idle: [] })
  })

  it('V18: tests_pass is about the checks that run tests', () => {
    const input = inputOf({ one: { red: 'risk' }, two: {} }, 'vote', ['test', 'risk'])
    const trace = tracesOf(input).find((one) => one.candidate_id === 'one')
    expect(trace).toMatchObject({ tests_pass: true, result: 'reject', reason: 'fails `risk`' })
  })

  it('V18: by what the check comes to, where its name does not say', () => {
    const input = inputOf({ one: { red: 'gauntlet' }, two: {} }, 'vote', ['build', 'gauntlet'])
    const judges = [
      { path: 'package.json', check: 'gauntlet', via: ['npm run all', 'node --test'], how: 'runs' as const },
    ]
    const contract = { ...input.speculation.contract, reach: { judges, unfollowed: [], mayChange: [] } }
    const speculation = { ...input.speculation, contract }
    const observations = (id: string, at: number, conclusion: string) => [
      aCheckRun(id, 'build', { id: 50 + at }),
      aCheckRun(id, 'gauntlet', { id: 60 + at, conclusion }),
    ]
    const candidates = ['one', 'two'].map((id, at) =>
      candidateFacts(
        id,
        aPullRequest(id, 21 + at, { observations: observations(id, at, at === 0 ? 'failure' : 'success') }),
      ),
    )
    const { scoreboard } = judge({ ...input, speculation, candidates })
    expect(rowOf(scoreboard.rows, 'one')?.tests).toBe('fail')
    expect(rowOf(scoreboard.rows, 'two')?.tests).toBe('pass')
  })
})
