import { resolve } from 'node:path'
import { writeAuditFile } from '../../adapters/audit/audit-files.ts'
import { appendTraceFile } from '../../adapters/audit/trace-files.ts'
import { stepIdOfRun } from '../../domain/run/trace.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { findRun } from './read-log.ts'
import { withStore } from './with-store.ts'

export interface ExportOptions {
  readonly run: string
  readonly root?: string
  readonly data?: string
}

/** Writes `traces.jsonl` and `audit.jsonl` of a run below the root (B6), and says where. */
export function exportAudit(options: ExportOptions): Promise<ExitCode> {
  return withStore<ExitCode>(options.data, async ({ store, dataDir }) => {
    const run = await findRun(store, options.run)
    const root = options.root === undefined ? dataDir : resolve(options.root)
    const { entries } = await store.auditLog(run)
    if (entries.length === 0) throw new CommandError(`there is no log of ${run} in this database`)
    const step = stepIdOfRun(run)
    const traces = await store.traces(run)
    if (traces.length > 0) await appendTraceFile(root, step, traces)
    const path = await writeAuditFile(root, step, entries)
    process.stdout.write(`${path}: ${entries.length} entries, the last ${entries.at(-1)?.hash}\n`)
    return 0
  })
}
