import { systemClock } from '@speculate-dev/system'
import { hasQueues } from '../../adapters/storage/jobs/has-queues.ts'
import { deadLetters } from '../../adapters/storage/jobs/operator/dead-letters.ts'
import { queueDepth } from '../../adapters/storage/jobs/operator/queue-depth.ts'
import { renderJobs } from '../../messages/terminal/jobs-list.ts'
import { asTyped, shellWord } from '../called-as.ts'
import type { ExitCode } from '../command-error.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { withStore } from '../log/with-store.ts'
import { WHEN_IN_USE } from './when-in-use.ts'

export interface JobsOptions {
  readonly all?: boolean
  readonly json?: boolean
  readonly data?: string
}

/** Shows what the queues hold, and what has failed for good. */
export async function jobs({ json, data }: JobsOptions): Promise<ExitCode> {
  const { queues, failed } = await withStore(data, async ({ database }) => read(database), WHEN_IN_USE)
  const terminal = terminalOf(process.stdout)
  const now = new Date(systemClock.now()).toISOString()
  if (json) terminal.write(`${JSON.stringify({ queues, failed }, null, 2)}\n`)
  else {
    const options = { ...terminal, now, width: terminal.width, besides: besides(data) }
    terminal.write(asTyped(renderJobs(queues, failed, options)))
  }
  return 0
}

/** An address may hold a password, which is not said again. */
function besides(data: string | undefined): string {
  return data === undefined || data.includes('://') ? '' : ` --data ${shellWord(data)}`
}

async function read(database: Parameters<typeof queueDepth>[0]) {
  if (!(await hasQueues(database))) return { queues: [], failed: [] }
  return { queues: await queueDepth(database), failed: await deadLetters(database) }
}
