import { listRuns } from '../../adapters/storage/rows/finding/list-runs.ts'
import { learn } from '../../domain/learning/learn.ts'
import { renderLearned } from '../../messages/terminal/log/learned.ts'
import type { ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { repositoryArgument } from '../repository-argument.ts'
import { withStore } from './with-store.ts'

export interface LearnOptions {
  readonly json?: boolean
  readonly data?: string
}

/** The last ones to begin: what a model was good at long ago says little of it now. */
const MAX_RUNS = 10_000

/** What the runs of a repository, or of all, have taught, from the database alone. */
export async function learnFrom(
  repository: string | undefined,
  { json, data }: LearnOptions,
): Promise<ExitCode> {
  const wanted = repository === undefined ? undefined : repositoryArgument(repository)
  const learned = await withStore(data, async ({ database }) =>
    learn(await listRuns(database, { repository: wanted, limit: MAX_RUNS }), new Date().toISOString()),
  )
  const { write } = terminalOf(process.stdout)
  const document = { repository: repository ?? null, ...learned }
  write(json ? `${JSON.stringify(document, null, 2)}\n` : `${renderLearned(learned).join('\n')}\n`)
  return 0
}
