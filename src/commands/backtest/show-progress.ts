import type { BacktestFix } from '../../domain/judgement/backtest.ts'
import {
  type BacktestActivity,
  type BacktestAt,
  doingText,
  headLine,
  outcomeLine,
} from '../../messages/terminal/backtest/backtest-progress.ts'
import type { Terminal } from '../local/shown/terminal.ts'

/** Shows the progress of a backtest: a line that is redrawn on a terminal, lines that stay elsewhere. */
export interface BacktestProgress {
  /** A line that stays. */
  say(text: string): void
  begin(fix: Pick<BacktestFix, 'commit' | 'subject'>, at: BacktestAt): void
  doing(doing: BacktestActivity): void
  end(fix: BacktestFix): void
  /** Nothing is shown any more. */
  stop(): void
}

/** Work that ends sooner is not mentioned. */
const QUIET_MS = 2_000
/** Output that nobody watches is not filled with progress. */
const AGAIN_MS = 10_000

export function showProgress(terminal: Pick<Terminal, 'write' | 'live' | 'width'>): BacktestProgress {
  let doing: BacktestActivity | undefined
  let since = 0
  let timer: NodeJS.Timeout | undefined
  const every = terminal.live ? 1_000 : AGAIN_MS
  const clear = () => (terminal.live && doing ? '\r\u001b[2K' : '')
  const show = () => {
    if (!doing) return
    const words = doingText(doing, Math.round((performance.now() - since) / 1_000))
    terminal.write(terminal.live ? `${clear()}${words.slice(0, terminal.width - 1)}` : `${words}\n`)
    timer = setTimeout(show, every)
  }
  const quiet = () => {
    clearTimeout(timer)
    const erase = clear()
    doing = undefined
    return erase
  }
  const say = (text: string) => terminal.write(`${quiet()}${text}\n`)
  return {
    say,
    begin: (fix, at) => say(headLine(fix, at)),
    doing(next) {
      const goesOn = doing?.kind === next.kind
      if (!goesOn) {
        terminal.write(quiet())
        since = performance.now()
        timer = setTimeout(show, QUIET_MS)
      }
      doing = next
    },
    end: (fix) => say(outcomeLine(fix)),
    stop: () => terminal.write(quiet()),
  }
}
