import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/advance.ts'
import type { Finding } from '../../../src/domain/judgement/measures.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

/** The steps of a run whose only candidate has ended with these findings and is not published yet. */
function stepsWith(findings: Finding[]) {
  const outcome = anOutcome('one')
  if (outcome.kind !== 'patch') throw new Error('the fake has no patch')
  const measures = someMeasures({ findings })
  const attempts = [anAttempt('one', { outcome: { ...outcome, measures } }), aRunningAttempt('two')]
  const snapshot = aSnapshot({
    speculation: aSpeculation({}, ['one', 'two']),
    attempts,
    candidates: [candidateFacts('one'), candidateFacts('two')],
  })
  return advance(snapshot).steps.map((step) => step.do)
}

const finding: Finding = {
  category: 'security',
  rule: 'secret/github',
  path: 'src/client.js',
  line: 1,
  detail: 'looks like a secret (GITHUB_TOKEN)',
}

describe('a patch with a secret in it', () => {
  it('is never pushed, while one with another finding is pushed and judged', () => {
    const pushes = (findings: Finding[]) =>
      stepsWith(findings).filter((step) => step === 'publish-branches').length
    expect(pushes([])).toBe(1)
    expect(pushes([{ ...finding, rule: 'tls-off' }])).toBe(1)
    expect(pushes([finding])).toBe(0)
  })
})
