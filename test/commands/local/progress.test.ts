import { describe, expect, it } from 'vitest'
import { createProgress } from '../../../src/commands/local/progress.ts'
import { terminalOf } from '../../../src/commands/local/terminal.ts'
import type { Row } from '../../../src/domain/judgement/row.ts'
import { aWaitingRow, type RowFields } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'

const NOW = () => new Date('2026-01-01T12:00:00Z')

describe('progress', () => {
  it('is a plain log with times where nothing can be redrawn, one line per change', () => {
    const { text, terminal } = output({ isTTY: false })
    const progress = createProgress(terminal, NOW)
    const writing = aScoreboard([
      row({ phase: 'writing' }),
      row({ candidate: 'b', tag: 'alt1', phase: 'queued' }),
    ])
    progress.note('it starts')
    progress.show(writing, new Map([['a', 'Edit src/a.js']]))
    progress.show(writing, new Map([['a', 'Edit src/a.js']]))
    progress.show(writing, new Map([['a', 'Edit\u001b[2J src/b.js']]))
    expect(text()).toBe(
      [
        '12:00:00  it starts',
        '12:00:00  a (scripted)  is writing: Edit src/a.js',
        '12:00:00  b (scripted)  waits for its turn',
        '12:00:00  a (scripted)  is writing: Edit[2J src/b.js',
        '',
      ].join('\n'),
    )
  })

  it('says how far the tests are that run on each other, now and then', () => {
    const { text, terminal } = output({ isTTY: false })
    let seconds = 0
    const progress = createProgress(
      terminal,
      () => new Date(Date.parse('2026-01-01T12:00:00Z') + seconds * 1_000),
    )
    const proving = aScoreboard([
      row({ phase: 'proving', pullRequest: 4, reason: 'waits for the tests of its rivals' }),
    ])
    for (const [at, done] of [
      [0, ''],
      [1, '0 of 9 runs of tests have ended'],
      [3, '4 of 9 runs of tests have ended'],
      [9, '4 of 9 runs of tests have ended'],
    ] as const) {
      seconds = at
      progress.show(proving, new Map([['proof', done]]))
    }
    progress.show(
      aScoreboard([row({ phase: 'judged', pullRequest: 4, result: 'promote' })]),
      new Map([['proof', 'x']]),
    )
    expect(
      text()
        .split('\n')
        .filter((line) => line.includes('each other')),
    ).toEqual([
      '12:00:00  tests on each other',
      '12:00:03  tests on each other: 4 of 9 runs of tests have ended',
    ])
  })

  it('keeps the order of the plan while ranks change', () => {
    const { text, terminal } = output({ isTTY: false })
    createProgress(terminal, NOW).show(
      aScoreboard([row({ candidate: 'b', tag: 'alt1' }), row({})]),
      new Map(),
    )
    expect(text().indexOf('  a ')).toBeLessThan(text().indexOf('  b '))
  })

  it('shows the checks as they come in, and the reason at the end', () => {
    const { text, terminal } = output({ isTTY: false })
    const progress = createProgress(terminal, NOW)
    const checks: Row['checks'] = [
      { check: 'lint', verdict: 'passed', reason: '' },
      { check: 'test', verdict: 'pending', reason: '' },
    ]
    progress.show(aScoreboard([row({ phase: 'verifying', pullRequest: 4, checks })]), new Map())
    progress.show(
      aScoreboard([row({ phase: 'judged', pullRequest: 4, result: 'reject', reason: 'fails `test`' })]),
      new Map(),
    )
    expect(text()).toContain('a (scripted)  #4 is checked: lint ✓  test …\n')
    expect(text()).toContain('a (scripted)  #4 reject: fails "test"\n')
  })

  it('calls nobody held while others may still be better', () => {
    const { text, terminal } = output({ isTTY: false })
    const progress = createProgress(terminal, NOW)
    const held = row({ phase: 'judged', pullRequest: 4, result: 'hold', reason: 'all 2 checks passed' })
    const other = { candidate: 'b', tag: 'alt1' } as const
    progress.show(aScoreboard([held, row({ ...other, phase: 'writing' })]), new Map())
    expect(text()).toContain('a (scripted)  #4 waits for the others: all 2 checks passed\n')
    expect(text()).not.toContain('hold')
    progress.show(aScoreboard([held, row({ ...other, phase: 'judged', result: 'promote' })]), new Map())
    expect(text()).toContain('a (scripted)  #4 hold: all 2 checks passed\n')
  })

  it('redraws its lines on a terminal, below the notes, in colour and no wider than the terminal', () => {
    const { text, terminal } = output({ isTTY: true, columns: 44 })
    const progress = createProgress(terminal, NOW)
    progress.show(aScoreboard([row({ phase: 'queued' })]), new Map())
    progress.note('a note')
    progress.show(
      aScoreboard([row({ phase: 'judged', result: 'promote', reason: 'x'.repeat(100) })]),
      new Map(),
    )
    expect(text()).toContain('\u001b[1A\u001b[0Ja note\n  a (scripted)  waits for its turn\n')
    const last = text().split('\n').at(-2) ?? ''
    const [before = '', line = ''] = last.split('\u001b[32m')
    expect(before).toBe('\u001b[1A\u001b[0J')
    expect(line.endsWith('…\u001b[0m')).toBe(true)
    expect(line.length - '\u001b[0m'.length).toBeLessThan(44)
  })

  it('leaves what it has drawn alone once others write to the terminal', () => {
    const { text, terminal } = output({ isTTY: true })
    const progress = createProgress(terminal, NOW)
    progress.show(aScoreboard([row({ phase: 'writing' })]), new Map())
    progress.end()
    terminal.write('the result\n')
    progress.note('still running')
    expect(text()).toMatch(/is writing\nthe result\nstill running\n$/)
    expect(text()).not.toContain('\u001b[1A')
  })

  it('has no colours with NO_COLOR', () => {
    const { text, terminal } = output({ isTTY: true, columns: 80 }, { NO_COLOR: '1' })
    createProgress(terminal, NOW).show(aScoreboard([row({ phase: 'judged', result: 'promote' })]), new Map())
    expect(text()).not.toContain('\u001b[32m')
  })
})

function output(stream: { isTTY: boolean; columns?: number }, env: NodeJS.ProcessEnv = {}) {
  let written = ''
  const write = (text: string | Uint8Array) => {
    written += String(text)
    return true
  }
  return { terminal: terminalOf({ ...stream, write }, env), text: () => written }
}

function row(given: RowFields & { candidate?: string }): Row {
  return aWaitingRow('a', given)
}
