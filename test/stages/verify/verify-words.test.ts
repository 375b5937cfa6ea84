import { describe, expect, it } from 'vitest'
import type { CheckVerdict, Observation } from '../../../src/domain/checks/evidence.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { commitOf, NOW } from '../../builders/story.ts'

/** What a reader is told of one check, whole: the verdict, its words, and the facts to look it up by. */
function reported(
  observation: Observation,
  check: Parameters<typeof aCheck>[1] = {},
): CheckVerdict | undefined {
  const pullRequest = aPullRequest('one', 21, { observations: [observation], isDraft: false })
  const contract = { checks: [aCheck('test', check)], fingerprint: 'f' }
  return verify({ contract, pullRequest, publishedAt: NOW, now: NOW }).checks[0]
}

const status = (
  state: string,
  facts: Partial<Extract<Observation, { kind: 'status' }>> = {},
): Observation => ({
  kind: 'status',
  context: 'test',
  headSha: commitOf('one'),
  state,
  ...facts,
})

describe('words of a commit status', () => {
  it.each([
    ['success', 'passed', 'passed'],
    ['failure', 'failed', 'failed'],
    ['error', 'failed', 'ended with an error'],
    ['pending', 'pending', 'is still running'],
    ['expected', 'pending', 'is still running'],
    ['odd', 'unverified', 'ended in a state this app does not know'],
  ])('%s', (state, verdict, reason) => {
    expect(reported(status(state))).toEqual({ check: 'test', verdict, reason })
  })

  it('D3: come with its address, time and description', () => {
    const facts = { url: 'https://ci.test/1', createdAt: NOW, description: '2 of 14 failed' }
    expect(reported(status('failure', facts))).toEqual({
      check: 'test',
      verdict: 'failed',
      reason: 'failed',
      url: 'https://ci.test/1',
      completedAt: NOW,
      detail: '2 of 14 failed',
    })
  })

  it('say that a check run was expected', () => {
    expect(reported(status('success'), { appId: 15368 })?.reason).toBe(
      'is a commit status, not the check run the contract expects',
    )
  })
})

describe('words of a check run', () => {
  it.each([
    ['success', 'passed', 'passed'],
    ['failure', 'failed', 'failed'],
    ['timed_out', 'timed-out', 'ran into its own time limit'],
    ['neutral', 'unverified', 'ended neutral, which proves nothing'],
    ['cancelled', 'unverified', 'was cancelled before it ended'],
    ['stale', 'unverified', 'went stale before it ended'],
    ['startup_failure', 'unverified', 'could not be started'],
    ['action_required', 'unverified', 'waits for somebody to approve it'],
    ['odd', 'unverified', 'ended in a state this app does not know'],
  ])('%s', (conclusion, verdict, reason) => {
    const check = reported(aCheckRun('one', 'test', { conclusion }))
    expect(check).toEqual({ check: 'test', verdict, reason, checkRunId: 100, workflowRunId: 7 })
  })

  it('come with its address and times, and a failure with its title when no annotation tells more', () => {
    const facts = { url: 'https://ci.test/2', startedAt: NOW, completedAt: NOW, title: '2 of 14 failed' }
    expect(reported(aCheckRun('one', 'test', { ...facts, conclusion: 'failure' }))).toEqual({
      check: 'test',
      verdict: 'failed',
      reason: 'failed',
      checkRunId: 100,
      workflowRunId: 7,
      url: 'https://ci.test/2',
      startedAt: NOW,
      completedAt: NOW,
      detail: '2 of 14 failed',
    })
    expect(reported(aCheckRun('one', 'test', facts))?.detail).toBeUndefined()
  })
})
