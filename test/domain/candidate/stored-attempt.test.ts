import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import { StoredAttempt } from '../../../src/domain/candidate/stored-attempt.ts'
import { RESULT_OF } from '../../../src/domain/candidate/task.ts'
import { Evidence } from '../../../src/domain/run/audit.ts'
import { judge } from '../../../src/stages/judge.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { commitOf } from '../../builders/story.ts'

/** Evidence as logs held it before attempts had tasks, byte for byte. */
const STORIES = ['evidence-of-a-plan', 'evidence-of-a-pull-request', 'evidence-of-tests'] as const

function logged(story: string): { attempts: Record<string, unknown>[] } {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'stored', `${story}.json`), 'utf8'))
}

const WAS = {
  reviewOf: 'review',
  entered: 'read',
  plans: 'plan',
  proves: 'prove',
  distinguishes: 'distinguish',
}

describe('an attempt from before there were tasks', () => {
  it.each(STORIES)('of %s has the task that its keys told, and all else as it was', (story) => {
    for (const old of logged(story).attempts) {
      const { task, ...attempt } = StoredAttempt.parse(old)
      const key = Object.keys(WAS).find((one) => one in old)
      expect(task.kind).toBe(key === undefined ? 'patch' : Reflect.get(WAS, key))
      expect(attempt).toEqual(Object.fromEntries(Object.entries(old).filter(([name]) => name !== key)))
      if (attempt.outcome?.kind !== 'failure') expect(attempt.outcome?.kind).toBe(RESULT_OF[task.kind])
    }
  })

  it('brings along what its task takes', () => {
    const tasks = STORIES.flatMap((story) =>
      logged(story).attempts.map((one) => StoredAttempt.parse(one).task),
    )
    const of = <Kind extends Attempt['task']['kind']>(kind: Kind) => tasks.find((task) => task.kind === kind)
    expect(of('patch')).toEqual({ kind: 'patch' })
    expect(of('plan')).toEqual({ kind: 'plan' })
    expect(of('review')).toEqual({ kind: 'review', commit: expect.stringMatching(/^[0-9a-f]{40}$/) })
    expect(of('read')).toEqual({
      kind: 'read',
      pullRequest: expect.any(Number),
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      tip: expect.stringMatching(/^[0-9a-f]{40}$/),
    })
    const commits = [expect.objectContaining({ candidate: 'minimal-change' })]
    expect(of('prove')).toEqual({ kind: 'prove', commits: expect.arrayContaining(commits) })
    expect(of('distinguish')).toEqual({
      kind: 'distinguish',
      between: ['minimal-change', 'refactor-heavy'],
      all: expect.arrayContaining(commits),
    })
  })

  it.each(STORIES)('of %s is judged as it is when it is written today', (story) => {
    const old = Evidence.parse(logged(story))
    const today = Evidence.parse(JSON.parse(JSON.stringify(old)))
    expect(today).toEqual(old)
    const { rulesVersion: _, ...input } = old
    expect(judge(input).decision.kind).not.toBe('wait')
  })
})

describe('an attempt of today', () => {
  it('is read as it was written', () => {
    const attempt = anAttempt('one', { task: { kind: 'review', commit: commitOf('one') } })
    expect(StoredAttempt.parse(JSON.parse(JSON.stringify(attempt)))).toEqual(attempt)
  })

  it.each([
    ['a task and a key from before', { ...anAttempt('one'), plans: true }],
    ['a task that there is not', { ...anAttempt('one'), task: { kind: 'guess' } }],
    ['a task that lacks something', { ...anAttempt('one'), task: { kind: 'review' } }],
    [
      'a key from before that is broken',
      { ...anAttempt('one'), task: undefined, proves: [{ candidate: 1 }] },
    ],
    [
      'a key from before that is another kind of thing',
      { ...anAttempt('one'), task: undefined, plans: 'yes' },
    ],
  ])('with %s is none', (_, stored) => {
    expect(StoredAttempt.safeParse(stored).success).toBe(false)
  })
})
