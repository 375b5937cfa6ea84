import { dirname } from 'node:path'
import { writeAuditFile } from '../../../adapters/audit/audit-files.ts'
import { appendTraceFile } from '../../../adapters/audit/trace-files.ts'
import { stepIdOfRun } from '../../../domain/run/trace.ts'
import type { Store } from '../../../ports/store.ts'

/** Writes log and traces of the run beside the clone, where they stay (B6). Answers the path of the log. */
export async function keepLog(store: Store, run: string, clone: string): Promise<string> {
  const root = dirname(clone)
  const step = stepIdOfRun(run)
  const { entries } = await store.auditLog(run)
  const traces = await store.traces(run)
  if (traces.length > 0) await appendTraceFile(root, step, traces)
  return writeAuditFile(root, step, entries)
}
