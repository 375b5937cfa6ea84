import { CommandError, type ExitCode } from '../command-error.ts'
import { faultLine, type Log, readLog, readRun } from './read-log.ts'
import { withStore } from './with-store.ts'

export interface VerifyOptions {
  readonly run?: string
  readonly data?: string
}

/** Recomputes the chain of a run, of an exported file, or of every run; answers 0 when all hold and 1 when one does not. */
export async function verifyAudit(file: string | undefined, options: VerifyOptions): Promise<ExitCode> {
  if (file !== undefined && options.run !== undefined)
    throw new CommandError('name a file or a run with --run, not both')
  const what = file ?? options.run
  const logs = what === undefined ? await readAll(options.data) : [await readLog(what, options.data)]
  if (logs.every(({ entries, report }) => entries.length + report.faults.length === 0))
    throw new CommandError(`there is no log of ${what ?? 'any run'} in this database`)
  for (const log of logs) process.stdout.write(`${describe(log)}\n`)
  return logs.every(({ report }) => report.faults.length === 0) ? 0 : 1
}

function readAll(data: string | undefined): Promise<readonly Log[]> {
  return withStore(data, async ({ store }) => {
    const logs: Log[] = []
    for (const run of await store.auditedSpeculations()) logs.push(await readRun(store, run))
    return logs
  })
}

function describe({ name, entries, report }: Log): string {
  const { faults, lastHash } = report
  if (faults.length > 0)
    return [`${name}: tampered with`, ...faults.map((fault) => `  ${faultLine(name, fault)}`)].join('\n')
  const pruned =
    entries[0]?.kind === 'pruned' ? `, what came before was removed by retention on ${entries[0].at}` : ''
  return `${name}: ${report.entries} entries verified${pruned}; the last hash is ${lastHash}`
}
