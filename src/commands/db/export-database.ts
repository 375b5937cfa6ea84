import { once } from 'node:events'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { systemClock } from '@speculate-dev/system'
import type { Database } from '../../adapters/storage/database.ts'
import { rowsIn } from '../../adapters/storage/moving/export-file.ts'
import { BrokenChain } from '../../adapters/storage/moving/verify-chains.ts'
import { type Exported, writeExport } from '../../adapters/storage/moving/write-export.ts'
import { count } from '../../messages/numbers.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { withStore } from '../log/with-store.ts'
import { slowProgress } from './slow-progress.ts'

export interface MoveOptions {
  readonly json?: boolean
  readonly data?: string
}

/** Writes all of the database into the file, or to standard output where it is `-`. */
export function exportDatabase(
  file: string,
  { json, data }: MoveOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const isOutput = file === '-'
  if (isOutput && json) throw new CommandError('--json needs a file: standard output is taken')
  if (isOutput && process.stdout.isTTY)
    throw new CommandError('name a file, or lead standard output into one; it is not for reading')
  return withStore<ExitCode>(
    data,
    async ({ database }) => {
      const exported = isOutput
        ? await writeTo(database, toOutput, signal)
        : await intoFile(file, (write) => writeTo(database, write, signal))
      if (json) process.stdout.write(`${JSON.stringify({ file, ...documentOf(exported) }, null, 2)}\n`)
      else if (isOutput) process.stderr.write(`${summaryOf(exported)}\n`)
      else process.stdout.write(`${summaryOf(exported)} into ${file}\n`)
      return 0
    },
    'the server that is running has the embedded database open: stop it, then export. On Postgres (DATABASE_URL) this works beside any number of servers.',
  )
}

async function writeTo(
  database: Database,
  write: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Exported> {
  const at = new Date(systemClock.now()).toISOString()
  try {
    return await writeExport(database, { at, write, onProgress: slowProgress(signal) })
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error
    throw new CommandError(
      `nothing was exported: ${error.message}. \`speculate audit verify\` checks every log`,
      1,
    )
  }
}

async function toOutput(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** It has its name once it is whole and on the disk; only this user may read it. */
async function intoFile(
  file: string,
  work: (write: (text: string) => Promise<void>) => Promise<Exported>,
): Promise<Exported> {
  const unfinished = `${file}.part`
  await rm(unfinished, { force: true })
  try {
    const handle = await open(unfinished, 'wx', 0o600)
    const exported = await closing(handle, async () => {
      const exported = await work(async (text) => {
        await handle.writeFile(text)
      })
      await handle.sync()
      return exported
    })
    await rename(unfinished, file)
    return exported
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function closing<Result>(handle: FileHandle, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } finally {
    await handle.close()
  }
}

function documentOf({ header: { schema, at, rows }, sha256 }: Exported) {
  return { schema, at, rows, sha256 }
}

function summaryOf({ header: { rows } }: Exported): string {
  const verified = count(rows.audit_heads ?? 0, 'log')
  return `exported ${count(rows.speculations ?? 0, 'run')}, ${count(rowsIn({ rows }), 'row')} in all, with ${verified} verified`
}
