import { describe, expect, it } from 'vitest'
import type { WorkflowJob } from '../../../../src/domain/checks/contract.ts'
import { Settings } from '../../../../src/domain/settings.ts'
import { contractChecks } from '../../../../src/stages/plan/contract/contract-checks.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'

type Sources = Parameters<typeof contractChecks>[0]

function checksOf(verifier: object, more: Partial<Sources> = {}) {
  const settings = Settings.parse({ verifier })
  return contractChecks({ settings, branchChecks: [], workflowJobs: [], stage: 'green', ...more })
}

describe('the checks of the contract', () => {
  it('have nothing that nobody asked for', () => {
    expect(checksOf({ checks: ['test'], deadline_minutes: 7 })).toStrictEqual([
      { name: 'test', source: '.github/speculate.yml', deadlineMinutes: 7 },
    ])
  })

  it('have everything that the settings ask for', () => {
    const check = {
      name: 'bench',
      app_id: 77,
      workflow: '.github/workflows/bench.yml',
      deadline_minutes: 3,
      hard_fail: 'security',
      trusted_metrics: true,
    }
    expect(checksOf({ checks: [check], deadline_minutes: 7 })).toStrictEqual([
      {
        name: 'bench',
        source: '.github/speculate.yml',
        deadlineMinutes: 3,
        appId: 77,
        trustedMetrics: true,
        workflow: '.github/workflows/bench.yml',
        hardFail: 'security',
      },
    ])
  })

  it('are no hard failure of a category that the settings do not name', () => {
    const verifier = { checks: [{ name: 'audit', hard_fail: 'security' }], hard_fail: ['migration-risk'] }
    expect(checksOf(verifier)[0]).not.toHaveProperty('hardFail')
  })

  it('are pinned to the app that the branch requires, whatever the settings say', () => {
    const branchChecks = [aCheck('test', { appId: 88 })]
    expect(checksOf({ checks: [{ name: 'test', app_id: 77 }] }, { branchChecks })).toMatchObject([
      { appId: 88, source: 'ruleset' },
    ])
  })

  it('leave out the check of the App itself, whoever reports it, also where the branch requires it', () => {
    const own = [aCheck('speculate'), aCheck('speculate', { appId: 88 }), aCheck('speculate settings')]
    const branchChecks = [...own, aCheck('test')]
    expect(checksOf({}, { branchChecks }).map(({ name }) => name)).toEqual(['test'])
    for (const name of ['speculate', 'speculate settings'])
      expect(() => checksOf({ checks: [name] })).toThrow('they prove nothing about a candidate')
  })

  it('come in the order of their names, whoever asks for them', () => {
    const branchChecks = ['c', 'a'].map((name) => aCheck(name))
    expect(checksOf({ checks: ['d', 'b'] }, { branchChecks }).map(({ name }) => name)).toEqual([...'abcd'])
  })

  it.each([
    ['test (22)', true],
    ['test (22, ubuntu)', true],
    ['test', false],
    ['test (22', false],
    ['test 22)', false],
    ['unit test (22)', false],
  ])('know %s as a job of the matrix test: %s', (name, isJob) => {
    const job: WorkflowJob = { workflow: '.github/workflows/ci.yml', name: 'test', matrix: true }
    expect(checksOf({ checks: [name] }, { workflowJobs: [job] })[0]?.workflow).toBe(
      isJob ? job.workflow : undefined,
    )
  })
})
