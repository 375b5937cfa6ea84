import type { Job, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { CandidateId, type ToolchainName } from '../../../../domain/candidate/candidate.ts'
import { withoutUndefined } from '../../../../domain/without-undefined.ts'
import type { QueueHandlers } from '../../../../ports/queue.ts'
import type { AttemptKey } from '../../../../ports/store.ts'
import type { Database } from '../../database.ts'
import { untilConnected } from '../../until-connected.ts'
import type { HeldJobs } from '../locks/held-jobs.ts'
import { longDue } from '../long-due.ts'
import type { Announced } from './announce-worker.ts'
import { giveBack } from './give-back.ts'
import { type Places, startPlaces } from './places.ts'
import { failClaimed, runClaimed } from './run-claimed.ts'
import { takeAttempt } from './take-attempt.ts'

const AttemptData = z.object({
  speculation: z.string(),
  candidate: CandidateId,
  number: z.int().positive(),
})

/** Nothing happens where it waits or runs already. `needs`: the toolchain that its worker must have. */
export async function enqueueAttempt(boss: PgBoss, key: AttemptKey, needs?: ToolchainName): Promise<void> {
  const { data, ...options } = attemptJob(key, needs)
  await untilConnected(() => boss.send('attempt', data, options))
}

/** As pg-boss takes it. */
export function attemptJob(key: AttemptKey, needs?: ToolchainName) {
  const { speculation, candidate, number } = AttemptData.parse(key)
  // A speculation is `owner/repo#issue.run`: what stands before the "#" is the repository.
  const group = { id: speculation.split('#')[0] ?? speculation }
  const data = { speculation, candidate, number, ...withoutUndefined({ needs }) }
  return { data, singletonKey: nameOf(key), group, startAfter: longDue() }
}

/** One that was begun is left to the worker that takes it again, which removes what the first one has left. */
export async function dropAttempt(boss: PgBoss, key: AttemptKey): Promise<void> {
  const jobs = await boss.findJobs('attempt', { key: nameOf(key), queued: true })
  const unbegun = jobs.flatMap(({ id, state }) => (state === 'created' ? [id] : []))
  if (unbegun.length > 0) await boss.deleteJob('attempt', unbegun)
}

function nameOf({ speculation, candidate, number }: AttemptKey): string {
  return JSON.stringify([speculation, candidate, number])
}

interface Attempting {
  readonly boss: PgBoss
  readonly database: Pick<Database, 'kysely'>
  readonly held: HeldJobs
  readonly announced: Pick<Announced, 'serves'>
  readonly handle: QueueHandlers['attempt']
  /** Told of one that failed, and of what could not be written down. */
  readonly onError: (error: unknown, during: string, run?: string) => void
  readonly stopping: AbortSignal
}

/** Works on `count` attempts at a time. */
export function startAttempts(
  attempting: Attempting,
  { count, pollSeconds }: { readonly count: number; readonly pollSeconds: number },
): Places {
  const { boss, database, held, announced, onError, stopping } = attempting
  // One repository with many issues has half of the places: the others have as many as they would have without it.
  const most = count > 2 ? Math.ceil(count / 2) : count
  return startPlaces({
    ...{ count, pollSeconds },
    take: (running) =>
      takeAttempt(boss, database, { serves: announced.serves(), except: groupsWith(most, running) }),
    run: (job) =>
      runClaimed(boss, job, {
        run: (lost) => held.hold(job, (away) => attempt(job, AbortSignal.any([lost, away]), attempting)),
        failed: (error) => (stopping.aborted ? giveBack(database, [job]) : failClaimed(boss, job, error)),
      }).catch((error: unknown) => onError(error, 'the end of an attempt')),
    onError: (error) => onError(error, 'looking for attempts'),
  })
}

/** Those that have so many already. */
function groupsWith(most: number, running: Iterable<Job<unknown>>): readonly string[] {
  const groups = Map.groupBy(running, ({ groupId }) => groupId ?? '')
  return [...groups].flatMap(([group, jobs]) => (jobs.length >= most ? [group] : []))
}

async function attempt(
  job: Job<unknown>,
  lost: AbortSignal,
  { handle, onError, stopping }: Attempting,
): Promise<void> {
  const key = AttemptData.parse(job.data)
  const signal = AbortSignal.any([stopping, lost])
  try {
    await handle(key, signal)
  } catch (error) {
    const during = `attempt ${key.number} of ${key.candidate} in ${key.speculation}`
    if (!signal.aborted) onError(error, during, key.speculation)
    throw error
  }
}
