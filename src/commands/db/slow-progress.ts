import type { Progress } from '../../adapters/storage/moving/export-file.ts'
import { CommandError } from '../command-error.ts'

const QUIET_MS = 2_000
const EVERY_MS = 5_000

/** Says on standard error how far something is that takes longer than two seconds; an interrupt ends it there. */
export function slowProgress(signal: AbortSignal): (progress: Progress) => void {
  let next = performance.now() + QUIET_MS
  return ({ doing, done, of }) => {
    if (signal.aborted)
      throw signal.reason instanceof Error ? signal.reason : new CommandError('interrupted', 130)
    if (performance.now() < next) return
    next = performance.now() + EVERY_MS
    process.stderr.write(`${doing}: ${done} of ${of}\n`)
  }
}
