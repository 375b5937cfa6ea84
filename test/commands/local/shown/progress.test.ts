import { describe, expect, it } from 'vitest'
import { createProgress } from '../../../../src/commands/local/shown/progress.ts'
import { terminalOf } from '../../../../src/commands/local/shown/terminal.ts'
import type { Row } from '../../../../src/domain/judgement/row.ts'
import { aWaitingRow, type RowFields } from '../../../builders/judgement/row.ts'
import { aScoreboard } from '../../../builders/judgement/scoreboard.ts'

const NOW = () => new Date('2026-01-01T12:00:00Z')

describe('progress', () => {
  it('is a plain log with times where nothing can be redrawn, one line per change', () => {
    const { text, terminal } = output({ isTTY: false })
    const clock = aClock()
    const progress = createProgress(terminal, clock.now)
    const writing = aScoreboard([
      row({ phase: 'writing' }),
      row({ candidate: 'b', tag: 'alt1', phase: 'queued' }),
    ])
    progress.note('it starts')
    progress.show(writing, new Map([['a', 'Edit src/a.js']]))
    progress.show(writing, new Map([['a', 'Edit src/a.js']]))
    clock.forward(5)
    progress.show(writing, new Map([['a', 'Edit\u001b[2J src/b.js']]))
    expect(text()).toBe(
      [
        '12:00:00  it starts',
        '12:00:00  a (scripted)  0:00  is writing: Edit src/a.js',
        '12:00:00  b (scripted)        waits for its turn',
        '12:00:05  a (scripted)  0:05  is writing: Edit[2J src/b.js',
        '',
      ].join('\n'),
    )
  })

  it('does not flood a log with what an agent does, and says once a minute that it still writes', () => {
    const { text, terminal } = output({ isTTY: false })
    const clock = aClock()
    const progress = createProgress(terminal, clock.now)
    const writing = aScoreboard([row({ phase: 'writing' })])
    for (let second = 0; second < 190; second += 1) {
      progress.show(writing, new Map([['a', second < 10 ? `step ${second}` : 'thinks']]))
      clock.forward(1)
    }
    progress.show(
      aScoreboard([row({ phase: 'judged', pullRequest: 4, result: 'reject', reason: 'fails `test`' })]),
      new Map(),
    )
    expect(text().split('\n')).toEqual([
      '12:00:00  a (scripted)  0:00  is writing: step 0',
      '12:00:05  a (scripted)  0:05  is writing: step 5',
      '12:00:10  a (scripted)  0:10  is writing: thinks',
      '12:01:10  a (scripted)  1:10  is writing: thinks',
      '12:02:10  a (scripted)  2:10  is writing: thinks',
      '12:03:10  a (scripted)  3:10  #4 rejected: fails "test"',
      '',
    ])
  })

  it('counts the time of each candidate on a terminal, and stops where it is judged', () => {
    const { text, terminal } = output({ isTTY: true, columns: 80 })
    const clock = aClock()
    const progress = createProgress(terminal, clock.now)
    const both = (phase: 'writing' | 'judged') =>
      aScoreboard([
        row({ phase, ...(phase === 'judged' ? { result: 'promote' } : {}) }),
        row({ candidate: 'b', tag: 'alt1', phase: 'writing' }),
      ])
    progress.show(both('writing'), new Map())
    clock.forward(65)
    progress.show(both('writing'), new Map())
    progress.show(both('judged'), new Map())
    clock.forward(3_600)
    progress.show(both('judged'), new Map())
    expect(text()).toContain('  a (scripted)  1:05  is writing\n  b (scripted)  1:05  is writing\n')
    expect(text()).toMatch(
      / {2}a \(scripted\) {5}1:05 {2}promote.*\n {2}b \(scripted\) {2}1:01:05 {2}is writing\n$/,
    )
  })

  it('says what is waited for before there are candidates: redrawn on a terminal, now and then elsewhere', () => {
    const live = output({ isTTY: true, columns: 30 })
    const plain = output({ isTTY: false })
    for (const { terminal } of [live, plain]) {
      const clock = aClock()
      const progress = createProgress(terminal, clock.now)
      progress.note('installing')
      for (let second = 0; second < 61; second += 1) {
        progress.wait(`the base: test 0:${second}, ${'x'.repeat(30)}`)
        clock.forward(1)
      }
      progress.wait(undefined)
      progress.note('installed')
    }
    expect(live.text()).toContain(
      '\u001b[1A\u001b[0J  the base: test 0:60, xxxxx…\n\u001b[1A\u001b[0Jinstalled\n',
    )
    expect(
      plain
        .text()
        .split('\n')
        .map((line) => line.slice(0, 28)),
    ).toEqual([
      '12:00:00  installing',
      '12:00:30  the base: test 0:3',
      '12:01:00  the base: test 0:6',
      '12:01:01  installed',
      '',
    ])
  })

  it('never draws a line wider than the terminal, whatever the letters', () => {
    const { text, terminal } = output({ isTTY: true, columns: 50 })
    const doing = new Map([['a', '修正を書いています'.repeat(4)]])
    createProgress(terminal, NOW).show(aScoreboard([row({ phase: 'writing' })]), doing)
    // Two columns each: 49 are 34 before them, seven of them and an ellipsis.
    expect(text()).toBe('  a (scripted)  0:00  is writing: 修正を書いてい…\n')
  })

  it('says how far the tests are that run on each other, now and then', () => {
    const { text, terminal } = output({ isTTY: false })
    const clock = aClock()
    const progress = createProgress(terminal, clock.now)
    let seconds = 0
    const proving = aScoreboard([
      row({ phase: 'proving', pullRequest: 4, reason: 'waits for the tests of its rivals' }),
    ])
    for (const [at, done] of [
      [0, ''],
      [1, '0 of 9 runs done'],
      [3, '4 of 9 runs done'],
      [9, '4 of 9 runs done'],
    ] as const) {
      clock.forward(at - seconds)
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
      '12:00:00  running the tests on each other',
      '12:00:03  running the tests on each other: 4 of 9 runs done',
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
    expect(text()).toContain('a (scripted)  0:00  #4 is checked: lint ✓  test …\n')
    expect(text()).toContain('a (scripted)  0:00  #4 rejected: fails "test"\n')
  })

  it('calls nobody held while others may still be better', () => {
    const { text, terminal } = output({ isTTY: false })
    const progress = createProgress(terminal, NOW)
    const held = row({ phase: 'judged', pullRequest: 4, result: 'hold', reason: 'all 2 checks passed' })
    const other = { candidate: 'b', tag: 'alt1' } as const
    progress.show(aScoreboard([held, row({ ...other, phase: 'writing' })]), new Map())
    expect(text()).toContain('a (scripted)        #4 waits for the others: all 2 checks passed\n')
    expect(text()).not.toContain('hold')
    progress.show(aScoreboard([held, row({ ...other, phase: 'judged', result: 'promote' })]), new Map())
    expect(text()).toContain('a (scripted)        #4 passed, not chosen: all 2 checks passed\n')
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

function aClock() {
  let at = Date.parse('2026-01-01T12:00:00Z')
  return {
    now: () => new Date(at),
    forward(seconds: number) {
      at += seconds * 1_000
    },
  }
}

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
