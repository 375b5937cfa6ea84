import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptFailure, AttemptOutcome } from '../../../../src/domain/candidate/attempt.ts'
import { Plan } from '../../../../src/domain/candidate/brief.ts'
import { TRIAGE } from '../../../../src/domain/candidate/candidate.ts'
import { BOXES, type Classification, OPINION_BOXES } from '../../../../src/domain/issue/checklist.ts'
import { Opinion } from '../../../../src/domain/issue/opinion.ts'
import { whySingle } from '../../../../src/messages/checklist/checklist-lines.ts'
import { checklistParts } from '../../../../src/messages/checklist/checklist-parts.ts'
import { weighedPlan } from '../../../../src/stages/plan/asked/weighed-plan.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { renderLikeGitHub } from '../../../messages/render-like-github.ts'
import { propertyRuns } from '../../../property-runs.ts'

const { plan: several } = aSpeculation()
const classification: Classification = {
  checklist: {
    work: { kind: 'ordinary' },
    boxes: BOXES.map((box) => ({
      box,
      ticked: false,
      evidence: [{ kind: 'one-way' as const }],
    })),
  },
  route: 'single',
  isFollowed: true,
}
const single = {
  ...several,
  briefs: several.briefs.slice(0, 1),
  notes: ['as it was', whySingle(classification.checklist)],
}
const classifying = { toolchain: 'codex', boxes: [...OPINION_BOXES], several }
const asked = aSpeculation({ classification, plan: { ...single, classifying } })

const usage = { seconds: 2, models: ['gpt-5'] }
const yes = (why = 'Either end could.', files: string[] = []) => ({ yes: true, why, files })
const saying = (opinion: object): AttemptOutcome => ({
  kind: 'opinion',
  opinion: Opinion.parse(opinion),
  usage,
})
const attemptWith = (outcome: AttemptOutcome, overrides: Partial<Attempt> = {}) =>
  anAttempt(TRIAGE, { task: { kind: 'classify' }, toolchain: 'codex', outcome, ...overrides })
const failing = (failure: AttemptFailure, number = 1) =>
  attemptWith({ kind: 'failure', failure, detail: 'exit code 1', usage }, { number })

describe('weighedPlan', () => {
  it('has several candidates compete where the opinion ticks two boxes', () => {
    const plan = weighedPlan(asked, [attemptWith(saying({ strategies: yes(), bounded: yes() }))])
    expect(plan).toEqual({
      ...several,
      opinion: {
        ...{ kind: 'given', toolchain: 'codex', models: ['gpt-5'] },
        answers: { strategies: yes(), bounded: yes() },
      },
    })
  })

  it('keeps the plan of the rules where one box more is not enough, and counts it', () => {
    const plan = weighedPlan(asked, [
      attemptWith(saying({ strategies: yes(), bounded: { ...yes(), yes: false } })),
    ])
    expect(plan?.briefs).toEqual(single.briefs)
    expect(plan?.notes).toEqual([
      'as it was',
      'One candidate is written: only one of the six boxes is ticked, and several candidates need 2.',
    ])
  })

  it('asks a planner next where several compete by its strategies', () => {
    const proposing = { toolchain: 'thinker', candidates: 3, among: ['codex'] }
    const run = aSpeculation({
      classification,
      plan: { ...single, classifying: { ...classifying, several: { ...several, proposing } } },
    })
    const enough = attemptWith(saying({ strategies: yes(), verifier: yes() }))
    expect(weighedPlan(run, [enough])).toMatchObject({ proposing, opinion: { kind: 'given' } })
  })

  it('changes what the checklist says, and not what competes, where all compete anyway', () => {
    const run = aSpeculation({
      classification: { ...classification, isFollowed: false },
      plan: { ...several, classifying: { toolchain: 'codex', boxes: [...OPINION_BOXES] } },
    })
    const plan = weighedPlan(run, [attemptWith(saying({ strategies: yes(), bounded: yes() }))])
    expect(plan).toMatchObject(several)
    expect(checklistParts({ ...run, plan: plan ?? several })?.outcome).toBe(
      'Two boxes are enough for several candidates.',
    )
  })

  it.each<[string, AttemptOutcome | AttemptFailure, string]>([
    ['it crashes', 'crashed', 'gave no opinion (it ended with an error: `exit code 1`)'],
    ['its time is up', 'timed-out', 'gave no opinion (its time was up: `exit code 1`)'],
    ['its budget is spent', 'budget-spent', 'gave no opinion (its budget was spent: `exit code 1`)'],
    ['no worker has it', 'not-installed', 'gave no opinion (it could not be started: `exit code 1`)'],
    ['it says nothing', saying({}), 'gave no opinion (it left nothing that can be used)'],
    ['it gives no reasons', saying({ strategies: yes(' <!-- x --> '), bounded: yes('') }), 'gave no opinion'],
  ])('lets the rules alone count where %s, and says why', (_, ended, why) => {
    const attempt = typeof ended === 'string' ? failing(ended) : attemptWith(ended)
    const plan = weighedPlan(asked, [attempt])
    expect(plan).toMatchObject({ ...single, opinion: { kind: 'none', why: expect.stringContaining(why) } })
    expect(checklistParts({ ...asked, plan: plan ?? several })?.outcome).toMatch(
      /^`codex` was asked as well and gave no opinion \(.*\), so the rules alone count\. One candidate is written/,
    )
  })

  it('waits for a second attempt after an interruption, and not for a third', () => {
    expect(weighedPlan(asked, [])).toBeUndefined()
    expect(weighedPlan(asked, [failing('interrupted')])).toBeUndefined()
    expect(weighedPlan(asked, [failing('interrupted'), failing('interrupted', 2)])).toMatchObject(single)
  })

  it('takes no answer that it has not asked for', () => {
    const run = {
      ...asked,
      plan: { ...asked.plan, classifying: { ...classifying, boxes: ['bounded' as const] } },
    }
    const all = saying({ strategies: yes(), bounded: yes(), verifier: yes() })
    const plan = weighedPlan(run, [attemptWith(all)])
    expect(plan?.opinion).toMatchObject({ answers: { bounded: yes() } })
    expect(plan?.briefs).toHaveLength(1)
  })

  it('T3: whatever it says, the plan is one that was agreed to, and the checklist says nothing in its own name', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom(
        '@everyone ![](http://evil.test)',
        '`'.repeat(9),
        '</details> #1',
        '<img src=x>',
        '\u202E',
      ),
    )
    const answer = fc.record({ yes: fc.boolean(), why: text, files: fc.array(text, { maxLength: 9 }) })
    const any = fc.record({ strategies: answer, bounded: answer, verifier: answer }, { requiredKeys: [] })
    fc.assert(
      fc.property(any, (opinion) => {
        const plan = Plan.parse(weighedPlan(asked, [attemptWith({ kind: 'opinion', opinion, usage })]))
        expect([1, several.briefs.length]).toContain(plan.briefs.length)
        expect(several.briefs).toEqual(expect.arrayContaining(plan.briefs))
        const boxes = checklistParts({ ...asked, plan })?.boxes.map((box) => `- ${box}`) ?? []
        const page = renderLikeGitHub(boxes.join('\n'))
        expect(page.prose).not.toMatch(/@|evil|#1/)
        expect([page.elements.img, page.elements.a]).toEqual([undefined, undefined])
      }),
      propertyRuns(100),
    )
  })
})
