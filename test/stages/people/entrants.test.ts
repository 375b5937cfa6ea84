import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { apply, archiveNow } from '../../../src/stages/apply/apply.ts'
import { noLongerNeeded } from '../../../src/stages/budget/no-longer-needed.ts'
import { generate } from '../../../src/stages/generate.ts'
import { humanChoices } from '../../../src/stages/people/human-choices.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aRow, type RowFields } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../builders/story.ts'

const THEIRS = 'pr-77'
const LATER = '2026-05-06T12:00:00Z'
const entered = { pullRequest: 77, commit: commitOf(THEIRS), tip: 'b'.repeat(40) }
const commands: Speculation['commands'] = [
  {
    comment: 1,
    by: 'rob',
    role: 'write',
    at: NOW,
    answeredAt: NOW,
    line: '/speculate enter #77',
    answer: { kind: 'entered', ...entered, author: 'zoe' },
  },
]
const speculation = (more: Partial<Speculation> = {}) => aSpeculation({ commands, ...more }, ['one'])
const pull = (changes: Partial<PullRequestFacts> = {}) =>
  candidateFacts(THEIRS, aPullRequest(THEIRS, 77, changes))
const read = (changes: Partial<Attempt> = {}) =>
  anAttempt(THEIRS, { toolchain: 'pull-request', task: { kind: 'read', ...entered }, ...changes })
const reading = () => read({ status: 'running', outcome: undefined, endedAt: undefined })

describe('what was entered', () => {
  const stepsFor = (attempts: Attempt[]) =>
    generate({ speculation: speculation(), attempts, candidates: [], now: NOW }).filter(
      (step) => step.do === 'start-attempt' && step.candidate === THEIRS,
    )
  const start = {
    do: 'start-attempt',
    candidate: THEIRS,
    toolchain: 'pull-request',
    grant: {},
    task: { kind: 'read', ...entered },
  }

  it('is read at once, and once', () => {
    expect(stepsFor([])).toEqual([{ ...start, number: 1 }])
    expect(stepsFor([reading()])).toEqual([])
    expect(stepsFor([read()])).toEqual([])
  })

  it('is read again when it is entered again with another commit', () => {
    const before = read({ task: { kind: 'read', ...entered, commit: 'e'.repeat(40) } })
    expect(stepsFor([anAttempt('one'), before])).toEqual([{ ...start, number: 2 }])
  })

  const rowOf = (attempts: Attempt[], candidates = [pull()]) =>
    score({ speculation: speculation(), attempts, candidates, now: NOW }).rows.find(
      ({ candidate }) => candidate === THEIRS,
    )

  it('is told as it is: read, compared on its own base, or gone', () => {
    expect(rowOf([reading()])).toMatchObject({ phase: 'writing', result: 'waiting', reason: 'is being read' })
    expect(rowOf([])).toMatchObject({ phase: 'queued', reason: 'waits for its turn' })
    expect(rowOf([read()], [])).toMatchObject({
      result: 'reject',
      gates: [{ gate: 'not published' }],
      reason: 'cannot be found any more: GitHub shows no such pull request',
    })
    const outcome = anOutcome(THEIRS)
    if (outcome.kind !== 'patch') throw new Error('no patch')
    expect(rowOf([read({ outcome })])).not.toHaveProperty('base')
    const elsewhere = { ...outcome, patch: { ...outcome.patch, base: 'c'.repeat(40) } }
    expect(rowOf([read({ outcome: elsewhere })])?.base).toBe('c'.repeat(40))
  })

  it('is waited for in sequential mode, though no agent writes it', () => {
    const settings = Settings.parse({ speculation: { sequential: true } })
    const rows = [aRow('one'), aRow(THEIRS, { result: 'waiting', phase: 'queued', checks: [] })]
    expect(
      noLongerNeeded(aScoreboard(rows), { speculation: speculation({ settings }), attempts: [] }),
    ).toEqual([])
  })
})

describe('after the verdict, what was entered', () => {
  const row = (changes: RowFields) => aRow(THEIRS, { head: commitOf(THEIRS), ...changes })
  const verdict = (won: boolean): NonNullable<Speculation['verdict']> => ({
    decision: won
      ? { kind: 'promote', candidate: THEIRS, reason: 'it is the best' }
      : { kind: 'escalate', cause: 'nobody-passed', reason: 'Nobody did.' },
    scoreboard: aScoreboard([row({ result: won ? 'promote' : 'reject' })]),
    decidedAt: NOW,
  })
  const closed = { kind: 'closed' as const, actor: 'zoe', ours: false, at: LATER }

  it.each<[string, boolean, Partial<PullRequestFacts>, string[]]>([
    ['merged, having won', true, { state: 'merged' }, ['merged']],
    ['merged, having lost', false, { state: 'merged' }, ['merged']],
    ['closed, having won', true, { state: 'closed', events: [closed] }, ['closed']],
    ['closed, having lost', false, { state: 'closed', events: [closed] }, []],
    ['left open', true, { events: [{ ...closed, kind: 'drafted' }] }, []],
  ])(
    'is chosen by what its author does only where that answers the verdict: %s',
    (_, won, changes, kinds) => {
      const choices = humanChoices([pull(changes)], speculation(), verdict(won))
      expect(choices.map(({ kind }) => kind)).toEqual(kinds)
    },
  )

  it('gets labels, and nothing else is done to it', () => {
    const settings = Settings.parse({ reviewers: ['rob'] })
    for (const won of [true, false]) {
      const snapshot = aSnapshot({ candidates: [pull({ isDraft: true })] })
      const steps = apply(snapshot, speculation({ settings }), verdict(won)).filter(
        (step) => !('on' in step && step.on === 12),
      )
      expect([...new Set(steps.map((step) => step.do))]).toEqual(['ensure-labels'])
    }
  })

  it('keeps its branch when the run is archived', () => {
    const snapshot = aSnapshot({ candidates: [pull({ state: 'closed' })] })
    expect(archiveNow(snapshot, speculation({ verdict: verdict(false) }))).toEqual([
      { do: 'archive', at: NOW },
    ])
  })
})
