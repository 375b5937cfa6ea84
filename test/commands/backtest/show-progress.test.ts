import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BacktestProgress, showProgress } from '../../../src/commands/backtest/show-progress.ts'

const FIX = { commit: 'c'.repeat(40), subject: 'Fix it\u001b[2J' }
const pool = (ended: number) => ({ kind: 'pool', candidates: 4, ended, of: 12 }) as const

let said: string

beforeEach(() => {
  said = ''
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

function shown({ live }: { live: boolean }): BacktestProgress {
  return showProgress({
    live,
    width: 60,
    write: (text) => {
      said += text
    },
  })
}

describe('progress of a backtest', () => {
  it('says within two seconds what takes longer, and goes on saying how far it is, where lines stay', () => {
    const progress = shown({ live: false })
    progress.begin(FIX, { number: 1, of: 3 })
    progress.doing({ kind: 'set-up', command: 'npm ci' })
    vi.advanceTimersByTime(1_900)
    progress.doing(pool(0))
    vi.advanceTimersByTime(1_900)
    progress.doing(pool(3))
    vi.advanceTimersByTime(100)
    progress.doing(pool(5))
    vi.advanceTimersByTime(10_000)
    progress.end({ ...FIX, kind: 'left', why: 'no test' })
    vi.advanceTimersByTime(60_000)
    expect(said.split('\n')).toEqual([
      '  1/3 ccccccccc Fix it[2J',
      '        runs the tests on 4 candidates: 3 of 12 runs done (2 s)',
      '        runs the tests on 4 candidates: 5 of 12 runs done (12 s)',
      '        left out: no test',
      '',
    ])
  })

  it('redraws one line on a terminal, and leaves none behind', () => {
    const progress = shown({ live: true })
    progress.doing({ kind: 'search', commits: 1 })
    vi.advanceTimersByTime(3_000)
    progress.say('1 past fix found')
    expect(said.split('\r\u001b[2K').slice(1)).toEqual([
      '        looks for past fixes: 1 commit read (2 s)',
      '        looks for past fixes: 1 commit read (3 s)',
      '1 past fix found\n',
    ])
  })

  it('says nothing once it has stopped', () => {
    const progress = shown({ live: false })
    progress.doing(pool(1))
    progress.stop()
    vi.advanceTimersByTime(60_000)
    expect(said).toBe('')
  })
})
