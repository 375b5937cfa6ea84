import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { Row } from '../../../src/domain/judgement/row.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { noLongerNeeded } from '../../../src/stages/budget/no-longer-needed.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

const waiting = (id: string) => aRow(id, { result: 'waiting', phase: 'queued', checks: [] })
const rejected = (id: string) => aRow(id, { result: 'reject' })
const writing = (id: string) => aRunningAttempt(id)
const crashed = (id: string) =>
  anAttempt(id, {
    outcome: { kind: 'failure', failure: 'crashed', detail: '', usage: { seconds: 1 } },
  })

interface Case {
  readonly rows: readonly Row[]
  readonly attempts?: readonly Attempt[]
  readonly settings?: object
  readonly threshold?: number | undefined
}

function needlessOf({ rows, attempts = [], settings = { sequential: true }, ...given }: Case) {
  const scoreboard = aScoreboard(rows, given)
  const speculation = aSpeculation({ settings: Settings.parse({ speculation: settings }) })
  return noLongerNeeded(scoreboard, { speculation, attempts })
}

describe('once one has passed', () => {
  it.each<[string, Case, string[]]>([
    ['those who have not begun', { rows: [aRow('one'), waiting('two'), waiting('three')] }, ['two', 'three']],
    [
      'those who are being written',
      { rows: [aRow('one'), waiting('two')], attempts: [anAttempt('one'), writing('two')] },
      ['two'],
    ],
    [
      'those who may be tried again',
      { rows: [aRow('one'), waiting('two')], attempts: [crashed('two')] },
      ['two'],
    ],
    ['but not those who are judged', { rows: [aRow('one'), rejected('three'), waiting('two')] }, ['two']],
    ['and nobody who is not there', { rows: [aRow('one')] }, []],
    [
      'whatever the score, where the policy only ranks',
      { rows: [aRow('one', { score: 1 }), waiting('two')], threshold: undefined },
      ['two'],
    ],
    ['at the threshold', { rows: [aRow('one', { score: 70 }), waiting('two')] }, ['two']],
  ])('are needless %s', (_, given, ids) => {
    expect(needlessOf(given)).toEqual(ids)
  })

  it.each<[string, Case]>([
    ['the mode is another', { rows: [aRow('one'), waiting('two')], settings: {} }],
    [
      'a patch of another is there, and only its checks are waited for',
      { rows: [aRow('one'), waiting('two'), waiting('three')], attempts: [anAttempt('two')] },
    ],
    ['it is below the threshold', { rows: [aRow('one', { score: 69 }), waiting('two')] }],
    ['it was rejected', { rows: [rejected('one'), waiting('two')] }],
    [
      'it was rejected where the policy only ranks',
      { rows: [rejected('one'), waiting('two')], threshold: undefined },
    ],
    [
      'more are to be compared',
      { rows: [aRow('one'), waiting('two')], settings: { sequential: true, min_comparable: 2 } },
    ],
  ])('nobody is needless when %s', (_, given) => {
    expect(needlessOf(given)).toEqual([])
  })
})
