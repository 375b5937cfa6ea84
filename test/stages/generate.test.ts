import { describe, expect, it } from 'vitest'
import { generate } from '../../src/stages/generate.ts'
import { anAttempt, aSpeculation, NOW } from '../fakes/facts.ts'

const started = (steps: ReturnType<typeof generate>) =>
  steps.map((step) => ('candidate' in step ? `${step.do} ${step.candidate}` : step.do))
const interrupted = {
  kind: 'failure' as const,
  failure: 'interrupted' as const,
  detail: '',
  usage: { seconds: 1 },
}
const underWay = { outcome: undefined, endedAt: undefined }

describe('generate', () => {
  it('starts as many attempts as may run at a time, in plan order', () => {
    expect(started(generate(aSpeculation(), [], NOW))).toEqual(['start-attempt one', 'start-attempt two'])
  })

  it('starts the next one when another has ended', () => {
    const attempts = [anAttempt('one'), anAttempt('two', { status: 'running', ...underWay })]
    expect(started(generate(aSpeculation(), attempts, NOW))).toEqual(['start-attempt three'])
  })

  it('does nothing once every candidate has had its attempt, good or bad', () => {
    const crashed = {
      kind: 'failure' as const,
      failure: 'crashed' as const,
      detail: '',
      usage: { seconds: 1 },
    }
    const attempts = [anAttempt('one'), anAttempt('two', { outcome: crashed }), anAttempt('three')]
    expect(generate(aSpeculation(), attempts, NOW)).toEqual([])
  })

  it('tries once more after an interruption, and only once', () => {
    const first = anAttempt('one', { outcome: interrupted })
    const others = [anAttempt('two'), anAttempt('three')]
    expect(generate(aSpeculation(), [first, ...others], NOW)).toEqual([
      { do: 'start-attempt', candidate: 'one', number: 2, toolchain: 'scripted' },
    ])
    const second = anAttempt('one', { number: 2, outcome: interrupted })
    expect(generate(aSpeculation(), [first, second, ...others], NOW)).toEqual([])
  })

  it('ends an attempt whose worker has gone silent', () => {
    const silent = anAttempt('one', {
      status: 'running',
      ...underWay,
      heartbeatAt: '2026-05-05T11:57:00.000Z',
    })
    expect(started(generate(aSpeculation(), [silent], NOW))).toEqual(['end-attempt one'])
  })

  it('leaves an attempt alone whose worker has spoken lately', () => {
    const alive = anAttempt('one', {
      status: 'running',
      ...underWay,
      heartbeatAt: '2026-05-05T11:59:50.000Z',
    })
    expect(started(generate(aSpeculation(), [alive], NOW))).toEqual(['start-attempt two'])
  })
})
