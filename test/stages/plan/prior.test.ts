import { describe, expect, it } from 'vitest'
import type { Learned } from '../../../src/domain/learning/learn.ts'
import { learn } from '../../../src/domain/learning/learn.ts'
import { rateOf } from '../../../src/domain/learning/rate.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { planClassified } from '../../../src/stages/plan/plan-classified.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { anIssue } from '../../builders/issue/issue.ts'
import { NOW } from '../../builders/story.ts'

/** Of so many runs, how often each strategy was chosen. */
function learned(runs: number, chosen: Readonly<Record<string, number>>): Learned {
  const strategies = Object.entries(chosen).map(([name, hits]) => {
    const rate = rateOf(hits, runs)
    return { name, passed: rate, chosen: rate, kept: rate }
  })
  return { ...learn([], NOW), runs, strategies }
}

function planned(learning: object, past: Learned, more: { candidates?: number; named?: boolean } = {}) {
  const { candidates, named } = more
  const own = [{ id: 'mine', strategy: 'My way' }]
  const result = planClassified(
    {
      settings: Settings.parse({ learning, ...(named && { candidates: own }) }),
      ...{ block: undefined, branch: 'main', branchChecks: [aCheck('test')], workflowJobs: [] },
      toolchains: ['codex'],
      ...(candidates !== undefined && { options: { candidates } }),
    },
    { snapshot: { issue: anIssue(), now: NOW }, beginning: { learned: past }, asking: 'label' },
  )
  if (result.kind === 'refuse') throw new Error(result.refusal.kind)
  const { briefs, notes } = result.plan
  return { ids: briefs.map(({ id }) => id), note: notes.find((one) => one.includes('learning.plan')) }
}

const PLAIN = ['minimal-change', 'refactor-heavy', 'pattern-extraction']
const ON = { plan: true }

describe('E7: earlier runs', () => {
  it('change nothing unless the repository says so, nor while there are too few', () => {
    const past = learned(19, { 'refactor-heavy': 12, 'minimal-change': 5 })
    expect(planned({}, learned(50, { 'refactor-heavy': 40 }))).toEqual({ ids: PLAIN, note: undefined })
    expect(planned(ON, past)).toEqual({ ids: PLAIN, note: undefined })
    expect(planned({ ...ON, min_runs: 19 }, past).ids[0]).toBe('refactor-heavy')
  })

  it('order the default strategies, and the scoreboard says why', () => {
    const { ids, note } = planned(ON, learned(40, { 'minimal-change': 10, 'pattern-extraction': 24 }))
    expect(ids).toEqual(['pattern-extraction', 'minimal-change', 'refactor-heavy'])
    expect(note).toBe(
      'By 40 earlier runs here `pattern-extraction` was chosen in 24 of 40 (45–74 %), so it goes first (`learning.plan`).',
    )
  })

  it('say that one candidate is enough where it is chosen nearly always, unless somebody asks for more', () => {
    const past = learned(40, { 'minimal-change': 39 })
    expect(planned(ON, past)).toMatchObject({
      ids: ['minimal-change'],
      note: expect.stringContaining('so one candidate is enough here'),
    })
    expect(planned(ON, past, { candidates: 3 }).ids).toHaveLength(3)
  })

  it('change nothing of strategies that somebody has named', () => {
    expect(planned(ON, learned(40, { 'minimal-change': 39 }), { named: true })).toEqual({
      ids: ['mine'],
      note: undefined,
    })
  })
})
