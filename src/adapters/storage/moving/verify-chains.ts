import { type Kysely, sql } from 'kysely'
import { verifyChain } from '../../audit/verify-chain.ts'
import { auditChainRows } from '../rows/log/audit-chain-rows.ts'
import type { Tables } from '../tables.ts'
import type { ExportHeader, Progress } from './export-file.ts'

/** The log of a run was tampered with, or damaged. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain'
  readonly run: string

  constructor(run: string, what: string) {
    super(`the log of ${run} does not hold: ${what}`)
    this.run = run
  }
}

/**
 * Recomputes the log of every run, one after the other; throws `BrokenChain` for the first that does not hold. `rows`: how many the
 * database has of each table.
 */
export async function verifyChains(
  kysely: Kysely<Tables>,
  rows: ExportHeader['rows'],
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const chains = auditChainRows(kysely)
  let done = 0
  for (const run of await chains.auditedSpeculations()) {
    const { entries, head } = await chains.auditLog(run)
    const [fault] = verifyChain(entries, head).faults
    if (fault) throw new BrokenChain(run, `entry ${fault.entry ?? fault.position} ${fault.what}`)
    done += 1
    onProgress({ doing: 'verifying logs', done, of: rows.audit_heads ?? 0 })
  }
  const headless = await sql<{ run: string }>`
    select speculation as run from speculate.audit a
    where not exists (select from speculate.audit_heads h where h.speculation = a.speculation) limit 1`.execute(
    kysely,
  )
  const [first] = headless.rows
  if (first) throw new BrokenChain(first.run, 'where it ends is not known')
}
