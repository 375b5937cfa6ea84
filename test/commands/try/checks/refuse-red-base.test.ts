import { describe, expect, it } from 'vitest'
import type { BaseCheck } from '../../../../src/commands/local/judge-base.ts'
import { redBase } from '../../../../src/commands/try/checks/refuse-red-base.ts'

const check = (name: string, verdict: BaseCheck['verdict'], detail?: string): BaseCheck => ({
  name,
  verdict,
  detail,
  seconds: 1,
})
const planned = [
  {
    name: 'test',
    file: '.github/workflows/ci.yml',
    line: 4,
    runs: [],
    isForBranch: true,
    condition: undefined,
    obstacles: [],
  },
]
const refusal = (checks: readonly BaseCheck[], required = ['test', 'lint'], named: readonly string[] = []) =>
  redBase({ checks: required, named, planned }, { commit: 'abcdef0123', seconds: 1, checks })

describe('a base on which every check is red', () => {
  it('is told with the place and the words of each check, and what to do', () => {
    const red = refusal([check('test', 'failed', 'Error: no licence'), check('lint', 'failed')])
    expect(red?.message.split('\n')).toEqual([
      'every check that must pass is already red on abcdef0, which every candidate starts from:',
      '  .github/workflows/ci.yml:4: test: Error: no licence',
      '  lint: fails, and its log does not say why',
      'If the issue is about that, pass --anyway: a candidate that turns one green is proven by it.',
      'Otherwise nothing could tell a good candidate from a bad one: make it pass first, or name another command that must succeed with --verify.',
    ])
  })

  it.each<[string, readonly BaseCheck[]]>([
    ['passes', [check('test', 'failed'), check('lint', 'passed')]],
    ['has not run there', [check('test', 'failed'), check('lint', 'skipped')]],
    ['gave no answer', [check('test', 'failed'), check('lint', 'no-answer')]],
    ['is red for a test', [{ ...check('test', 'failed'), testsFailed: true }, check('lint', 'failed')]],
  ])('is another one where a check %s', (_, checks) => {
    expect(refusal(checks)).toBeUndefined()
  })

  it('is judged by what must pass alone, the settings’ own checks included', () => {
    const checks = [check('test', 'failed'), check('style', 'passed')]
    expect(refusal(checks, ['test'])?.message).toContain('the only check that must pass is already red')
    expect(refusal(checks, ['test'], ['style'])).toBeUndefined()
  })
})
