import { describe, expect, it } from 'vitest'
import { runOverview } from '../../../src/domain/run/run-overview.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Verdict } from '../../../src/domain/run/step.ts'
import { candidateWords, runState, waitsFor } from '../../../src/messages/operator/run-state.ts'
import { aJudgedSnapshot, conclusionOf } from '../../builders/run/judged-run.ts'
import { IDS, NOW } from '../../builders/story.ts'

const [WINNER = '', OTHER = ''] = IDS

describe('a run on whose issue a later one has begun', () => {
  it('waits for nobody, and says which run has taken its place', () => {
    expect(shown({})).toMatchObject({ phase: 'promoted', waits: `a person to merge or close ${WINNER}` })
    const { phase, state, waits } = shown({}, 2)
    expect([phase, waits]).toEqual(['set-aside', undefined])
    expect(state).toMatch(/^one wins: .*; run 2 of the issue has begun since$/)
  })

  it('says as well that its promotion was taken back', () => {
    const revoked = { cause: 'check-failed', reason: 'a check failed', at: NOW } as const
    expect(shown({ revoked }, 2).state).toBe(
      'the promotion was taken back: a check failed; run 2 of the issue has begun since',
    )
  })

  it('stays promoted where its winner was merged', () => {
    const choices = [{ kind: 'merged', candidate: WINNER, at: NOW }] as const
    expect(shown({ choices: [...choices] }, 2).phase).toBe('promoted')
  })
})

describe('a run in which a person has had another candidate promoted', () => {
  const promoted = { kind: 'promoted', candidate: OTHER, actor: 'maya', at: NOW } as const

  it('waits for that one to be merged, and says that the winner has won', () => {
    const { state, waits } = shown({ choices: [promoted] })
    expect(waits).toBe(`a person to merge or close ${OTHER}`)
    expect(state).toMatch(/^one won: .*; maya had two promoted$/)
  })

  it('waits so as well where its promotion had been taken back', () => {
    const revoked = { cause: 'held', reason: '`maya` asked to hold it', at: NOW } as const
    expect(shown({ revoked }).waits).toBe('a person to decide')
    expect(shown({ revoked, choices: [promoted] }).waits).toBe(`a person to merge or close ${OTHER}`)
  })

  it('waits for a decision once what stood is a draft again, and for nobody once the winner is closed', () => {
    const later = (kind: 'sent-back' | 'closed', candidate: string) => ({ ...promoted, kind, candidate })
    expect(shown({ choices: [promoted, later('sent-back', OTHER)] }).waits).toBe('a person to decide')
    expect(shown({ choices: [later('sent-back', WINNER)] }).waits).toBe('a person to decide')
    expect(shown({ choices: [later('closed', WINNER)] }).waits).toBeUndefined()
  })
})

describe('a run that somebody has cancelled', () => {
  it('has ended, says why, and waits for nobody', () => {
    const verdict = withdrawn('`maya` cancelled the run before a verdict.')
    expect(shown({ verdict })).toEqual({
      phase: 'ended',
      state: '`maya` cancelled the run before a verdict',
      waits: undefined,
    })
    expect(shown({ verdict }, 2).phase).toBe('ended')
    expect(shown({ verdict, settledAt: undefined }).phase).toBe('applying')
  })
})

describe('of a candidate with a patch', () => {
  it.each([
    ['| waiting | `one` `primary` · #21<br>`a` | 1 passed, 2 running |', 'checks: 1 passed, 2 running, #21'],
    ['| waiting | `one` `primary`<br>`a · #21<br>` | being published |', 'has a patch'],
    ['| waiting | `another` `primary` · #21<br>`a` | 3 running |', 'has a patch'],
  ])('%s', (row, words) => {
    const { attempts } = aJudgedSnapshot()
    const onIssue = `| Result | Candidate | Checks |\n| --- | --- | --- |\n${row}\n`
    const run = runOverview({ speculation: judged().speculation, attempts, onIssue })
    const [one] = run.candidates
    if (!one) throw new Error('no candidate')
    expect(candidateWords(run, one, NOW)).toBe(words)
  })
})

function withdrawn(reason: string): Verdict {
  const { verdict } = judged()
  return { ...verdict, decision: { kind: 'escalate', cause: 'withdrawn', reason } }
}

function judged() {
  const concluded = conclusionOf(aJudgedSnapshot())
  if (!concluded) throw new Error('no verdict')
  return concluded
}

function shown(overrides: Partial<Speculation>, laterRun?: number) {
  const { speculation, verdict } = judged()
  const run = runOverview({
    speculation: { ...speculation, verdict, settledAt: NOW, ...overrides },
    attempts: aJudgedSnapshot().attempts,
    laterRun,
  })
  return { phase: run.phase, state: runState(run), waits: waitsFor(run, NOW) }
}
