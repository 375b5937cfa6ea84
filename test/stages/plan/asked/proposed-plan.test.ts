import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptFailure, AttemptOutcome } from '../../../../src/domain/candidate/attempt.ts'
import { Plan } from '../../../../src/domain/candidate/brief.ts'
import { PLANNER } from '../../../../src/domain/candidate/candidate.ts'
import { Proposals } from '../../../../src/domain/candidate/proposals.ts'
import { proposedPlan } from '../../../../src/stages/plan/asked/proposed-plan.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { propertyRuns } from '../../../property-runs.ts'
import { anyProposals } from './any-proposals.ts'

const AMONG = ['codex', 'claude']
const proposing = { toolchain: 'thinker', candidates: 3, among: AMONG }
const roles = { ...aSpeculation().plan, notes: ['as it was'] }
const asked = aSpeculation({ plan: { ...roles, proposing } })

const STRATEGIES = ['client', 'server', 'queue'].map((id) => ({
  id,
  value: `in the ${id}`,
  strategy: `Change what the ${id} does, ${id} ${id}-side and nowhere else.`,
}))
const usage = { seconds: 2 }
const answer = (strategies: readonly object[], dimension = 'where'): AttemptOutcome => ({
  kind: 'plan',
  proposals: Proposals.parse({ dimension, strategies }),
  usage,
})
const planning = (outcome: AttemptOutcome, overrides: Partial<Attempt> = {}) =>
  anAttempt(PLANNER, { task: { kind: 'plan' }, toolchain: 'thinker', outcome, ...overrides })
const failing = (failure: AttemptFailure, number = 1) =>
  planning({ kind: 'failure', failure, detail: 'exit code 1', usage }, { number })
const planAfter = (...attempts: Attempt[]) => proposedPlan(asked, attempts)

describe('proposedPlan', () => {
  it('A3: hands the proposals out to the toolchains in rank order, whatever the planner says', () => {
    const plan = planAfter(planning(answer(STRATEGIES.map((one) => ({ ...one, toolchain: 'thinker' })))))
    expect(plan).toMatchObject({ source: 'planner', planner: { toolchain: 'thinker', dimension: 'where' } })
    expect(plan?.proposing).toBeUndefined()
    expect(plan?.briefs.map(({ id, tag, toolchain }) => [id, tag, toolchain])).toEqual([
      ['client', 'primary', 'codex'],
      ['server', 'alt1', 'claude'],
      ['queue', 'alt2', 'codex'],
    ])
    expect(plan?.notes).toEqual(['`queue` is written by `codex` as well.'])
  })

  it('says whose proposals are not among them, and why', () => {
    const plan = planAfter(planning(answer([...STRATEGIES.slice(0, 2), { ...STRATEGIES[2], id: 'client' }])))
    expect(plan?.notes).toEqual([
      "The planner's proposal `client` was refused: its id is taken.",
      'Only two candidates are left: fewer than three give little to compare.',
    ])
  })

  it('keeps the default roles when fewer than two are left', () => {
    const plan = planAfter(planning(answer(STRATEGIES.map((one) => ({ ...one, value: 'here' })))))
    expect(plan).toEqual({
      ...roles,
      notes: [
        'The planner `thinker` is not followed, so the default roles compete: only one of its proposals may compete.',
        "The planner's proposal `server` was refused: it differs from `client` in nothing that was named.",
        "The planner's proposal `queue` was refused: it differs from `client` in nothing that was named.",
        'as it was',
      ],
    })
  })

  it('says no more of many faults than a scoreboard has room for', () => {
    const plan = planAfter(planning(answer(Array(20).fill({ ...STRATEGIES[0], id: '!' }))))
    expect(plan?.notes).toHaveLength(9)
    expect(plan?.notes.at(-2)).toBe("14 more of the planner's proposals were refused.")
  })

  it.each([
    ['timed-out', 'its time was up: `exit code 1`'],
    ['crashed', 'it ended with an error: `exit code 1`'],
    ['no-changes', 'it left nothing that can be used: `exit code 1`'],
    ['budget-spent', 'its budget was spent: `exit code 1`'],
    ['not-installed', 'it could not be started: `exit code 1`'],
    ['internal', 'a fault in this app: `exit code 1`'],
  ] as const)('keeps the default roles when the planner fails: %s', (failure, why) => {
    expect(planAfter(failing(failure))).toEqual({
      ...roles,
      notes: [`The planner \`thinker\` gave no plan (${why}), so the default roles compete.`, 'as it was'],
    })
  })

  it('waits for an answer, and for the second attempt of one whose worker died', () => {
    expect(planAfter()).toBeUndefined()
    const { outcome: _none, ...running } = planning(answer(STRATEGIES), { status: 'running' })
    expect(planAfter(running)).toBeUndefined()
    expect(planAfter(failing('interrupted'))).toBeUndefined()
    expect(planAfter(failing('interrupted'), failing('interrupted', 2))?.source).toBe('defaults')
    expect(planAfter(failing('interrupted'), planning(answer(STRATEGIES), { number: 2 }))?.source).toBe(
      'planner',
    )
  })

  it('has nothing to say where no planner was asked', () => {
    expect(proposedPlan(aSpeculation(), [planning(answer(STRATEGIES))])).toBeUndefined()
  })

  it('is a valid plan whatever the planner answers', () => {
    fc.assert(
      fc.property(anyProposals, fc.integer({ min: 2, max: 4 }), (proposals, candidates) => {
        const run = aSpeculation({ plan: { ...roles, proposing: { ...proposing, candidates } } })
        const plan = Plan.parse(proposedPlan(run, [planning({ kind: 'plan', proposals, usage })]))
        expect(plan.proposing).toBeUndefined()
        expect(plan.briefs.length).toBeGreaterThanOrEqual(2)
        expect(plan.briefs.length).toBeLessThanOrEqual(plan.source === 'planner' ? candidates : 3)
        const allowed = plan.source === 'planner' ? AMONG : ['scripted']
        expect(plan.briefs.every(({ toolchain }) => allowed.includes(toolchain))).toBe(true)
        expect(plan.invariants).toEqual(roles.invariants)
      }),
      propertyRuns(300),
    )
  })
})
