import { Errand } from '../../domain/errand.ts'
import { plain, wrap } from '../foreign/plain-text.ts'
import { count } from '../numbers.ts'
import { tableLines } from '../table-lines.ts'
import { age, ago, type ListOptions } from './runs-list.ts'

/** Jobs of one queue in one state; see `queueDepth`. */
export interface JobCount {
  readonly queue: string
  readonly state: 'created' | 'retry' | 'later' | 'active' | 'failed'
  readonly jobs: number
  /** Seconds since the oldest of them began, failed, or could have begun. */
  readonly oldest: number
  /** Of those for later: seconds until the first may begin. */
  readonly due?: number | undefined
}

/** A job that has failed for good; see `deadLetters`. */
export interface FailedJob {
  readonly id: string
  readonly queue: string
  readonly data: {
    readonly issue?: string | undefined
    readonly speculation?: string | undefined
    readonly candidate?: string | undefined
    readonly number?: number | undefined
    /** An errand is kept as it is. */
    readonly [of: string]: unknown
  }
  readonly failedAt: string
  readonly tries: number
  /** Foreign text. */
  readonly reason: string
}

export interface JobsListOptions extends ListOptions {
  /** What a command has to say besides, so that it acts on the same database: nothing, or an option that begins with a space. */
  readonly besides: string
}

/** Queues as a table, and below it what has failed for good and what can be done about it. */
export function renderJobs(
  counts: readonly JobCount[],
  failed: readonly FailedJob[],
  options: JobsListOptions,
): string {
  const table = counts.length === 0 ? ['no jobs'] : tableLines(jobRows(counts))
  return `${[...table, ...deadLetterLines(failed, options)].join('\n')}\n`
}

/** One row for each queue, after the headings. */
export function jobRows(counts: readonly JobCount[]): readonly (readonly string[])[] {
  const queues = [...new Set(counts.map(({ queue }) => queue))]
  return [HEADINGS, ...queues.map((each) => cellsOf(each, counts))]
}

const HEADINGS = ['queue', 'waiting', 'oldest', 'running', 'longest', 'later', 'next in', 'failed']

function cellsOf(queue: string, counts: readonly JobCount[]): string[] {
  const own = counts.filter((one) => one.queue === queue)
  const [waiting, active, later, failed] = [['created', 'retry'], ['active'], ['later'], ['failed']].map(
    (states) => own.filter(({ state }) => states.includes(state)),
  )
  const due = later?.[0]?.due
  return [
    plain(queue),
    jobsIn(waiting),
    oldestOf(waiting),
    jobsIn(active),
    oldestOf(active),
    jobsIn(later),
    due === undefined ? '—' : age(due),
    jobsIn(failed),
  ]
}

function jobsIn(counts: readonly JobCount[] = []): string {
  return String(counts.reduce((sum, { jobs }) => sum + jobs, 0))
}

function oldestOf(counts: readonly JobCount[] = []): string {
  return counts.length === 0 ? '—' : age(Math.max(...counts.map(({ oldest }) => oldest)))
}

function deadLetterLines(
  failed: readonly FailedJob[],
  { now, width, color, besides }: JobsListOptions,
): string[] {
  if (failed.length === 0) return []
  return [
    '',
    `${count(failed.length, 'job')} failed for good:`,
    ...failed.flatMap((job) => {
      const heading = `${shortId(job.id)}  ${subjectOf(job)} failed ${ago(job.failedAt, now)}, after ${count(job.tries, 'try', 'tries')}`
      const [first = '', ...more] = wrap(heading, width)
      const reason = wrap(plain(job.reason) || 'no reason was given', width - 4).map((line) => `    ${line}`)
      return [color ? `\u001b[31m${first}\u001b[0m` : first, ...more, ...reason]
    }),
    '',
    'To have one tried again, or to remove it:',
    `  speculate jobs redrive ID${besides}`,
    `  speculate jobs drop ID${besides}`,
  ]
}

/** Enough of an id to tell one from the others. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}

/** What a job is about: `attempt 1 of minimal-change in acme/shop#31.1`. */
export function subjectOf({ queue, data }: Pick<FailedJob, 'queue' | 'data'>): string {
  const errand = Errand.safeParse(data)
  if (errand.success) return plain(errandText(errand.data))
  const { issue, speculation, candidate, number } = data
  if (speculation === undefined) return `${plain(queue)} of ${plain(issue ?? 'an unknown issue')}`
  return `attempt ${number} of ${plain(candidate ?? '?')} in ${plain(speculation)}`
}

function errandText(errand: Errand): string {
  const repository = `${errand.repository.owner}/${errand.repository.repo}`
  return errand.kind === 'check-settings'
    ? `the settings of ${repository} at ${errand.commit.slice(0, 12)}`
    : `ordinary pull requests of ${repository}`
}
