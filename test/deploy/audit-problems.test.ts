import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditProblems } from '../../deploy/audit-problems.ts'

const ID = 'GHSA-aaaa-bbbb-cccc'
const advisory = {
  source: 1,
  name: 'left-pad',
  title: 'pads for ever',
  severity: 'high',
  url: `https://github.com/advisories/${ID}`,
  range: '<2',
}
const report = {
  auditReportVersion: 2,
  vulnerabilities: {
    'left-pad': { name: 'left-pad', severity: 'high', via: [advisory] },
    padded: { name: 'padded', severity: 'high', via: ['left-pad'] },
  },
}
const none = { auditReportVersion: 2, vulnerabilities: {} }
const exception = (until: string) => ({
  advisory: ID,
  reason: 'only the tests pad, and never foreign text',
  until,
})

describe('T17: what npm knows against the dependencies', () => {
  it('is told once for each advisory', () => {
    expect(auditProblems(report, [], '2026-01-31')).toEqual([`${ID}: left-pad, high: pads for ever`])
  })

  it('is let pass where an exception says why, on its last day as well', () => {
    expect(auditProblems(report, [exception('2026-01-31')], '2026-01-31')).toEqual([])
  })

  it('is told again when the exception is over', () => {
    expect(auditProblems(report, [exception('2026-01-30')], '2026-01-31')).toEqual([
      `${ID}: the exception was until 2026-01-30`,
    ])
  })

  it('leaves no exception behind that excepts nothing', () => {
    expect(auditProblems(none, [exception('2027-01-31')], '2026-01-31')).toEqual([
      `${ID}: the exception is not needed any more`,
    ])
  })

  it('is not nothing where the registry did not answer', () => {
    expect(auditProblems({ message: 'request failed', error: {} }, [], '2026-01-31')).toEqual([
      'npm audit has told nothing: the registry did not answer as expected',
    ])
  })

  it.each([
    { ...exception('2026-01-31'), reason: 'no' },
    { advisory: 'left-pad', reason: exception('').reason, until: '2026-01-31' },
    exception('for ever'),
  ])('takes no exception without advisory, reason and day: %#', (wrong) => {
    expect(() => auditProblems(none, [wrong], '2026-01-31')).toThrow()
  })

  it('has exceptions that can be read', () => {
    const file = join(import.meta.dirname, '../../deploy/audit-exceptions.json')
    expect(auditProblems(none, JSON.parse(readFileSync(file, 'utf8')), '2026-01-31')).toEqual(
      expect.any(Array),
    )
  })
})
