import { existsSync, statSync } from 'node:fs'
import { type ExportHeader, rowsIn, UnusableExport } from '../../adapters/storage/moving/export-file.ts'
import { importExport, NotEmpty, requireKnownSchema } from '../../adapters/storage/moving/import-export.ts'
import { checkExport } from '../../adapters/storage/moving/read-export.ts'
import { BrokenChain } from '../../adapters/storage/moving/verify-chains.ts'
import { count } from '../../messages/numbers.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { withNewStore } from '../log/with-store.ts'
import type { MoveOptions } from './export-database.ts'
import { slowProgress } from './slow-progress.ts'

/** Fills an empty database with the file, once all of that was checked; a new folder gets one. */
export async function importDatabase(
  file: string,
  { json, data }: MoveOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new CommandError(`there is no file ${file}; it is read twice, so it can be no pipe`)
  return refusingPlainly(file, async () => {
    const onProgress = slowProgress(signal)
    const header = await checkExport(file, onProgress)
    requireKnownSchema(header.schema)
    return withNewStore<ExitCode>(
      data,
      async ({ database }) => {
        await importExport(database, { path: file, header, onProgress })
        if (json) process.stdout.write(`${JSON.stringify({ file, ...documentOf(header) }, null, 2)}\n`)
        else process.stdout.write(`${summaryOf(header)}\n`)
        return 0
      },
      'a server that is running has that embedded database open, and an import only goes into an empty one: name another folder with --data',
    )
  })
}

async function refusingPlainly(file: string, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnusableExport)
      throw new CommandError(`${file} was not imported: ${error.message}. Nothing was written.`)
    if (error instanceof BrokenChain)
      throw new CommandError(`${file} was not imported: ${error.message}. Nothing was written.`, 1)
    if (error instanceof NotEmpty)
      throw new CommandError(
        `${error.message}. An import only goes into an empty one: name another with --data, a folder without a database or a new Postgres database.`,
      )
    throw error
  }
}

function documentOf({ schema, at, rows }: ExportHeader) {
  return { schema, at, rows }
}

function summaryOf({ at, rows }: ExportHeader): string {
  const dead = rows['jobs.dead-letters'] ?? 0
  const kept = dead === 0 ? '' : `; ${count(dead, 'job')} that had failed for good: \`speculate jobs\``
  return `imported ${count(rows.speculations ?? 0, 'run')}, ${count(rowsIn({ rows }), 'row')} in all, as of ${at}${kept}`
}
