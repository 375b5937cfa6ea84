import type { Database } from '../../adapters/storage/database.ts'
import { hasQueues } from '../../adapters/storage/jobs/has-queues.ts'
import {
  type DeadLetter,
  deadLetters,
  dropDeadLetters,
  redriveDeadLetters,
} from '../../adapters/storage/jobs/operator/dead-letters.ts'
import { count } from '../../messages/numbers.ts'
import { shortId, subjectOf } from '../../messages/terminal/jobs-list.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { withStore } from '../log/with-store.ts'
import type { JobsOptions } from './jobs.ts'
import { WHEN_IN_USE } from './when-in-use.ts'

/** Puts failed jobs back into their queues; answers 1 where one of them could not be, because the same job waits there already. */
export function redrive(ids: readonly string[], options: JobsOptions): Promise<ExitCode> {
  return withChosen(ids, options, async (database, chosen) => {
    const moved = await redriveDeadLetters(
      database,
      chosen.map(({ id }) => id),
    )
    const left = (await deadLetters(database)).filter(({ id }) => chosen.some((one) => one.id === id))
    const put = chosen.filter(({ id }) => !left.some((one) => one.id === id))
    say(options, { redriven: put, left }, [
      `${count(moved, 'job')} put back; a worker takes ${moved === 1 ? 'it' : 'them'} within ten seconds if there is one`,
      ...left.map(
        (job) => `${shortId(job.id)} stays: the same job waits or runs already (${subjectOf(job)})`,
      ),
    ])
    return left.length === 0 ? 0 : 1
  })
}

/** Removes failed jobs for good. */
export function drop(ids: readonly string[], options: JobsOptions): Promise<ExitCode> {
  return withChosen(ids, options, async (database, chosen) => {
    await dropDeadLetters(
      database,
      chosen.map(({ id }) => id),
    )
    say(
      options,
      { dropped: chosen },
      chosen.map((job) => `${shortId(job.id)} removed: ${subjectOf(job)}`),
    )
    return 0
  })
}

function say({ json }: JobsOptions, document: object, lines: readonly string[]): void {
  process.stdout.write(`${json ? JSON.stringify(document, null, 2) : lines.join('\n')}\n`)
}

function withChosen(
  ids: readonly string[],
  { all = false, data }: JobsOptions,
  act: (database: Database, chosen: readonly DeadLetter[]) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (all === ids.length > 0) throw new CommandError('name the ids of jobs, or say --all')
  return withStore(
    data,
    async ({ database }) => {
      const failed = (await hasQueues(database)) ? await deadLetters(database) : []
      const chosen = all ? failed : ids.map((id) => oneOf(failed, id))
      if (chosen.length === 0) throw new CommandError('no job has failed for good', 1)
      return act(database, [...new Set(chosen)])
    },
    WHEN_IN_USE,
  )
}

function oneOf(failed: readonly DeadLetter[], given: string): DeadLetter {
  const found = failed.filter(({ id }) => id.startsWith(given.toLowerCase()))
  const [one] = found
  if (!one || given === '')
    throw new CommandError(
      `no job that has failed for good has the id ${given}; \`speculate jobs\` lists them`,
    )
  if (found.length > 1)
    throw new CommandError(`${given} begins the ids of ${found.length} jobs: name more of it`)
  return one
}
