import { describe, expect, it } from 'vitest'
import type { RequiredCheck } from '../../../../src/domain/checks/contract.ts'
import type { CheckVerdict, Observation } from '../../../../src/domain/checks/evidence.ts'
import { reportedLatency } from '../../../../src/stages/score/columns/reported-latency.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'

type Annotation = Extract<Observation, { kind: 'check-run' }>['annotations'][number]
const says = (message: string, title?: string): Annotation => ({
  level: 'notice',
  message,
  ...(title !== undefined && { title }),
})
const TITLE = 'speculate:p95-latency-ms'

function report(
  annotations: readonly Annotation[],
  changes: { trusted?: boolean; verdict?: CheckVerdict } = {},
) {
  const required: RequiredCheck = {
    name: 'bench',
    source: '.github/speculate.yml',
    deadlineMinutes: 60,
    ...(changes.trusted && { trustedMetrics: true }),
  }
  const passed: CheckVerdict = { check: 'bench', verdict: 'passed', reason: 'passed', checkRunId: 7 }
  return reportedLatency({
    observations: [aCheckRun('one', 'bench', { id: 7, annotations: [...annotations] })],
    checks: [changes.verdict ?? passed],
    contract: [required],
  })
}

describe('a reported latency', () => {
  it.each([
    [says('+4', TITLE), 4],
    [says('-2.5 ms', TITLE), -2.5],
    [says('all fine\np95-latency: +4ms\nbye'), 4],
    [says('  p95-latency: 0 ms '), 0],
  ])('is read from %j', (annotation, milliseconds) => {
    expect(report([annotation])).toEqual({ milliseconds, trusted: false })
  })

  it.each([
    [says('fast', TITLE)],
    [says('+4')],
    [says('p95-latency: +4s')],
    [says('the p95-latency: +4ms')],
    [says('99999999999', TITLE)],
    [says('1e3', TITLE)],
  ])('is not guessed from %j', (annotation) => {
    expect(report([annotation])).toBeUndefined()
  })

  it('is the worst of several, so that adding more never helps', () => {
    expect(report([says('-50', TITLE), says('p95-latency: +9ms'), says('+3', TITLE)])?.milliseconds).toBe(9)
  })

  it('is trusted only from a check that is declared so', () => {
    expect(report([says('+4', TITLE)], { trusted: true })).toEqual({ milliseconds: 4, trusted: true })
  })

  it.each([
    { check: 'bench', verdict: 'failed', reason: 'failed', checkRunId: 7 },
    { check: 'bench', verdict: 'passed', reason: 'passed', checkRunId: 8 },
    { check: 'bench', verdict: 'passed', reason: 'passed' },
  ] satisfies CheckVerdict[])('is not read from a check run that proves nothing: %j', (verdict) => {
    expect(report([says('+4', TITLE)], { verdict })).toBeUndefined()
  })
})
