import { systemClock } from '@speculate-dev/system'
import { removeStepFiles } from '../../adapters/audit/audit-files.ts'
import { stepIdOfRun } from '../../domain/run/trace.ts'
import { count } from '../../messages/numbers.ts'
import type { PruneCounts } from '../../ports/store.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { withStore } from './with-store.ts'

export interface PruneOptions {
  readonly olderThan: string
  readonly yes?: boolean
  readonly data?: string
}

/** Removes what the retention rule allows, each run with an entry that records it; without `--yes` only says what it would remove. */
export function pruneAudit(options: PruneOptions): Promise<ExitCode> {
  const now = systemClock.now()
  const settledBefore = new Date(now - days(options.olderThan) * 86_400_000).toISOString()
  return withStore<ExitCode>(options.data, async ({ store, dataDir }) => {
    const runs = await store.prunable(settledBefore)
    for (const run of runs) {
      if (options.yes) {
        await store.prune(run.speculation, { settledBefore, at: new Date(now).toISOString() })
        await removeStepFiles(dataDir, stepIdOfRun(run.speculation))
      }
      process.stdout.write(`${options.yes ? 'removed' : 'would remove'} ${describe(run)}\n`)
    }
    const end = runs.length > 0 && !options.yes ? '. Run it again with --yes to remove them' : ''
    process.stdout.write(`${count(runs.length, 'run')} settled before ${settledBefore}${end}\n`)
    return 0
  })
}

function days(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (value < 1) throw new CommandError('--older-than needs a number of days, 1 or more')
  return value
}

function describe({ speculation, audit, traces, journal }: PruneCounts): string {
  return `${speculation}: ${count(audit, 'entry', 'entries')} of its log, ${count(traces, 'trace')}, ${count(journal, 'line')} of its journal`
}
