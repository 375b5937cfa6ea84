import { Command } from 'commander'
import { DATA, JSON_OBJECT } from '../shared-options.ts'
import type { MoveOptions } from './export-database.ts'

/** Commands that take all of a server's database out, and put it into another one. */
export function dbCommand(program: Command, signal: AbortSignal): Command {
  const db = new Command('db')
    .copyInheritedSettings(program)
    .description('back up the database, or move it between the embedded one and Postgres')
    .addHelpText('after', EXAMPLES)
  for (const command of [exportCommand(signal), importCommand(signal)])
    db.addCommand(command.copyInheritedSettings(db))
  return db
}

const EXAMPLES = `
Examples:
  speculate db export backup.jsonl
  speculate db import backup.jsonl --data postgres://speculate@localhost/speculate
`

function exportCommand(signal: AbortSignal): Command {
  return new Command('export')
    .description('write all of the database into one file')
    .argument('[file]', 'where to; a file of that name is replaced once the new one is whole', '-')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', EXPORT_HELP)
    .action(async (file: string, options: MoveOptions) => {
      const { exportDatabase } = await import('./export-database.ts')
      process.exitCode = await exportDatabase(file, options, signal)
    })
}

const EXPORT_HELP = `
Without a file, or with "-", it goes to standard output. On Postgres it works beside running servers, and shows one
moment; the embedded database can be opened by one process at a time: stop the server first. The log of every run is
verified before anything is written. The file holds whatever the database holds: keep it as safe. Credentials and
settings of the server are not in the database.

Exits with 1 if a log was tampered with.

Examples:
  speculate db export backup.jsonl
  speculate db export | gzip > backup.jsonl.gz
  speculate db export backup.jsonl --data postgres://speculate@localhost/speculate --json
`

function importCommand(signal: AbortSignal): Command {
  return new Command('import')
    .description('fill an empty database with what was exported')
    .argument('<file>', 'what `speculate db export` has written; it is read twice')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', IMPORT_HELP)
    .action(async (file: string, options: MoveOptions) => {
      const { importDatabase } = await import('./import-database.ts')
      process.exitCode = await importDatabase(file, options, signal)
    })
}

const IMPORT_HELP = `
The whole file is checked before anything is written, and all of it is written or nothing. A folder without a database
gets one. The log of every run is verified again. Start the server afterwards: it looks at every run that is open, and
makes the attempts again that were waiting or under way. Never let the old server run as well: both would work on the
same issues.

Examples:
  speculate db import backup.jsonl --data postgres://speculate@localhost/speculate
  speculate db import backup.jsonl --data ./data
`
