import { describe, expect, it } from 'vitest'
import type { Measures } from '../../../../src/domain/judgement/measures.ts'
import { score } from '../../../../src/stages/score/score.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { anOutcome } from '../../../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../../../builders/candidate/pull-request.ts'
import { someMeasures } from '../../../builders/judgement/measures.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { NOW } from '../../../builders/story.ts'

const CHANGED = {
  path: 'test/add.test.js',
  line: 6,
  test: "'adds'",
  before: 'toBe(add(2,3), 5)',
  after: 'toBe(add(2,3), -1)',
}

const tests = (more: Partial<Measures['tests']>) => ({ ...someMeasures({}).tests, ...more })

function rowsOf(changing: readonly string[], more: Partial<Measures> = {}) {
  const ids = ['one', 'two']
  const attempts = ids.map((id) => {
    const outcome = anOutcome(id, { confidence: 0.9 })
    const own = changing.includes(id) ? { tests: tests({ changedExpectations: [CHANGED] }) } : more
    const measures = someMeasures({ patchId: id, ...own })
    return anAttempt(id, { outcome: outcome.kind === 'patch' ? { ...outcome, measures } : outcome })
  })
  const candidates = ids.map((id, index) => candidateFacts(id, aPullRequest(id, index + 1)))
  return score({ speculation: aSpeculation({}, ids), attempts, candidates, now: NOW }).rows
}

describe('what existing tests expect', () => {
  it('V29: who changes it loses to who passes them as they are, however small', () => {
    const small = { written: { insertions: 200, deletions: 90 } }
    const rows = rowsOf(['one'], small)
    expect(rows[0]?.candidate).toBe('two')
    const other = rows.find(({ candidate }) => candidate === 'one')
    expect(other?.risk).toEqual({
      level: 'critical',
      reasons: [
        'changes what an existing test expects: `toBe(add(2,3), 5)` is now `toBe(add(2,3), -1)` (`test/add.test.js`, line 6), which `two` passes as they are',
      ],
    })
    expect(other?.parts.find(({ name }) => name === 'risk')?.explanation).toBe('critical risk')
  })

  it('V28: where everybody changes it, it is told and nobody is hurt', () => {
    const rows = rowsOf(['one', 'two'])
    expect(rows.map(({ result, risk }) => [result, risk?.level])).toEqual([
      ['hold', 'medium'],
      ['hold', 'medium'],
    ])
  })
})
