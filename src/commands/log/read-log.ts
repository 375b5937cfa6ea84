import { existsSync } from 'node:fs'
import { readAuditFile } from '../../adapters/audit/audit-files.ts'
import { type ChainFault, type ChainReport, verifyChain } from '../../adapters/audit/verify-chain.ts'
import type { AuditEntry } from '../../domain/run/audit.ts'
import { issueOfSpeculation, speculationId } from '../../domain/run/speculation.ts'
import type { Store } from '../../ports/store.ts'
import { CommandError } from '../command-error.ts'
import { withStore } from './with-store.ts'

export interface Log {
  /** The run's id, or the name of the file. */
  readonly name: string
  readonly entries: readonly AuditEntry[]
  readonly report: ChainReport
}

/** The log of a run: out of an exported file, when `what` is one, else out of the database. Verified, but not judged. */
export async function readLog(what: string, data: string | undefined): Promise<Log> {
  if (isFile(what)) return readFile(what)
  requireRun(what)
  return withStore(data, async ({ store }) => readRun(store, await findRun(store, what)))
}

async function readFile(path: string): Promise<Log> {
  const read = await readAuditFile(path)
  if (read.entries.length === 0 && read.report.faults.length > 0)
    throw new CommandError(`${path} is not the log of a run: none of its lines is an entry of one`)
  return { name: path, ...read }
}

export async function readRun(store: Store, run: string): Promise<Log> {
  const { entries, head } = await store.auditLog(run)
  return { name: run, entries, report: verifyChain(entries, head) }
}

/** The entries of a log that holds; what is derived from any other would prove nothing. */
export function requireIntact({ name, entries, report }: Log): readonly AuditEntry[] {
  const [fault] = report.faults
  if (fault) throw new CommandError(`the log of ${name} was tampered with: ${faultLine(name, fault)}`, 1)
  return entries
}

export function faultLine(name: string, { position, entry, what }: ChainFault): string {
  if (!isFile(name)) return `entry ${entry ?? position} ${what}`
  return entry === undefined ? `line ${position} ${what}` : `line ${position}: entry ${entry} ${what}`
}

/** `owner/repo#12.1`, or `owner/repo#12` for the latest run on that issue. */
export async function findRun(store: Store, what: string): Promise<string> {
  if (/^[^/#]+\/[^/#]+#\d+\.\d+$/.test(what)) return what
  requireRun(what)
  const latest = await store.latestSpeculation(issueOfSpeculation(`${what}.1`))
  const refused = await latestLogged(store, what)
  const run = Math.max(latest?.run ?? 0, refused)
  if (run === 0) throw new CommandError(`there is no run on ${what} in this database`)
  return speculationId(latest?.issue ?? issueOfSpeculation(`${what}.1`), run)
}

/** A refused run has left nothing but its log. */
async function latestLogged(store: Store, what: string): Promise<number> {
  const prefix = `${what}.`.toLowerCase()
  const runs = (await store.auditedSpeculations())
    .filter((one) => one.toLowerCase().startsWith(prefix))
    .map((one) => Number(one.slice(prefix.length)))
  return Math.max(0, ...runs.filter(Number.isSafeInteger))
}

/**
 * This is reported before the database is looked for: a person who mistypes the name of a file does not mean a run in
 * the database.
 */
function requireRun(what: string): void {
  if (!/^[^/#]+\/[^/#]+#\d+(?:\.\d+)?$/.test(what))
    throw new CommandError(`${what} is neither a file nor a run; expected owner/repo#issue.run`)
}

function isFile(what: string): boolean {
  return !what.includes('#') && existsSync(what)
}
