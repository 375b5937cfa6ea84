import { describe, expect, it } from 'vitest'
import type { BeginningFacts } from '../../../src/domain/run/snapshot.ts'
import { Settings } from '../../../src/domain/settings.ts'
import type { Asking } from '../../../src/stages/checklist/follow.ts'
import { planClassified } from '../../../src/stages/plan/plan-classified.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { anIssue } from '../../builders/issue/issue.ts'
import { NOW } from '../../builders/story.ts'

const VAGUE = anIssue({ title: 'It is wrong', body: 'It is.' })

interface Asked {
  readonly issue?: Partial<typeof VAGUE> | undefined
  readonly settings?: object
  readonly asking?: Asking
  readonly beginning?: Pick<BeginningFacts, 'paths' | 'history' | 'assignees'>
}

function planned({
  issue = {},
  settings = {},
  asking = 'label',
  beginning = { paths: ['src/client.js'], history: { changes: [] } },
}: Asked = {}) {
  return planClassified(
    {
      settings: Settings.parse(settings),
      block: undefined,
      branch: 'main',
      branchChecks: [aCheck('test')],
      workflowJobs: [],
      toolchains: ['codex'],
    },
    { snapshot: { issue: { ...VAGUE, ...issue }, now: NOW }, beginning, asking },
  )
}

function candidatesOf(result: ReturnType<typeof planned>): number | string {
  return result.kind === 'planned' ? result.plan.briefs.length : result.refusal.kind
}

const typo = { title: 'Fix a typo in src/client.js' }
const migration = { labels: ['speculate', 'migration'] }
const likeMigration = { title: 'Migrate the users to another table' }

describe('A1: what a checklist comes to', () => {
  it.each<[string, Asked['issue'], Asking, 'advise' | 'enforce', number | string]>([
    ['one box, and a label', {}, 'label', 'advise', 3],
    ['one box, and a label that is no order', {}, 'label', 'enforce', 1],
    ['one box, and a command', {}, 'command', 'enforce', 3],
    ['one box, and nobody has asked', {}, 'nobody', 'advise', 1],
    ['two boxes', { body: 'See src/client.js' }, 'nobody', 'enforce', 3],
    ['a typo', typo, 'label', 'advise', 3],
    ['a typo, and a label that is no order', typo, 'label', 'enforce', 1],
    ['a migration by its label', migration, 'label', 'advise', 'design-first'],
    ['a migration by its label, and a command', migration, 'command', 'enforce', 3],
    ['a migration by its words alone', likeMigration, 'label', 'advise', 3],
    ['the same where a label is no order', likeMigration, 'label', 'enforce', 'design-first'],
    ['the same where nobody has asked', likeMigration, 'nobody', 'advise', 'design-first'],
  ])('%s', (_name, issue, asking, triage, expected) => {
    expect(candidatesOf(planned({ issue, asking, settings: { triage } }))).toBe(expected)
  })

  it('one candidate says why, and is not called too few', () => {
    const result = planned({ settings: { triage: 'enforce' } })
    expect(result).toMatchObject({
      classification: { route: 'single', isFollowed: true },
      plan: {
        briefs: [{ id: 'minimal-change' }],
        notes: [
          'One candidate is written: only one of the six boxes is ticked, and several candidates need 2.',
        ],
      },
    })
  })

  it('no planner is asked for the strategy of one candidate', () => {
    const settings = { planner: 'codex', triage: 'enforce' }
    const plans = [planned({ settings }), planned({ settings, issue: { body: 'See src/client.js' } })]
    expect(plans.map((one) => one.kind === 'planned' && one.plan.proposing !== undefined)).toEqual([
      false,
      true,
    ])
  })

  describe('with a toolchain that is asked as well', () => {
    const settings = { triage: { mode: 'enforce', toolchain: 'codex' } }
    const askedOf = (result: ReturnType<typeof planned>) =>
      result.kind === 'planned' ? result.plan.classifying : result.refusal

    it('asks it about the boxes that the rules leave open, with what competes then', () => {
      const result = planned({ settings })
      expect(candidatesOf(result)).toBe(1)
      expect(askedOf(result)).toMatchObject({
        toolchain: 'codex',
        boxes: ['strategies', 'bounded', 'verifier'],
        several: { briefs: [{ id: 'minimal-change' }, {}, {}] },
      })
    })

    it('asks nobody where the settings name nobody', () => {
      expect(askedOf(planned({ settings: { triage: 'enforce' } }))).toBeUndefined()
    })

    it('asks it also where all compete anyway, and has nothing else compete then', () => {
      const result = planned({ settings: { triage: { toolchain: 'codex' } } })
      expect(candidatesOf(result)).toBe(3)
      expect(askedOf(result)).toEqual({
        toolchain: 'codex',
        boxes: ['strategies', 'bounded', 'verifier'],
      })
    })

    it.each<[string, Asked]>([
      ['somebody has given the command', { asking: 'command' }],
      ['nobody has asked for the run', { asking: 'nobody' }],
      ['the boxes are enough', { issue: { body: 'See src/client.js' } }],
      ['the work is mechanical', { issue: typo }],
      [
        'only one candidate is possible',
        { settings: { ...settings, candidates: [{ id: 'a', strategy: 'b' }] } },
      ],
      ['nothing was read of the base', { beginning: {} }],
    ])('asks nobody where %s', (_, asked) => {
      const result = planned({ settings, ...asked })
      expect([result.kind, askedOf(result)]).toEqual(['planned', undefined])
    })

    it.each([migration, likeMigration])('asks nobody about what people decide first: %j', (issue) => {
      expect(candidatesOf(planned({ settings, issue }))).toBe('design-first')
    })

    it('is refused where the server lacks it, as a planner is', () => {
      const lacking = { triage: { mode: 'enforce', toolchain: 'gemini' } }
      expect(askedOf(planned({ settings: lacking }))).toEqual({
        kind: 'unknown-toolchain',
        toolchain: 'gemini',
        configured: ['codex'],
      })
      expect(candidatesOf(planned({ settings: lacking, asking: 'command' }))).toBe(3)
    })
  })

  it('is not asked where nothing was read of the base', () => {
    const result = planned({ beginning: {}, settings: { triage: 'enforce' } })
    expect([candidatesOf(result), 'classification' in result]).toEqual([3, false])
  })

  it('T5: the title is the one that was labelled', () => {
    const issue = { ...typo, titleAtLabel: 'It is wrong in src/client.js' }
    expect(candidatesOf(planned({ issue, settings: { triage: 'enforce' } }))).toBe(3)
  })
})
