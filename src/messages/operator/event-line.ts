import type { AttemptUsage } from '../../domain/candidate/attempt.ts'
import type { RunEvent } from '../../domain/run/run-event.ts'
import { formatSeconds, list, secondsBetween } from '../numbers.ts'

export interface EventLine {
  readonly level: 'debug' | 'info' | 'warn'
  /** One line that does not name the run. It may hold foreign text. */
  readonly message: string
  /** What there is to do about it. */
  readonly next?: string | undefined
}

/** A turn of a run in words, for the log. */
export function eventLine(event: RunEvent): EventLine {
  switch (event.event) {
    case 'run-started':
      return info(`started by ${event.by} on ${event.base}${candidatesText(event.candidates)}`)
    case 'run-refused':
      return info(`not started for ${event.by ?? 'somebody'}: ${event.reason}`)
    case 'planned':
      return info(`planned${candidatesText(event.candidates)}`)
    case 'attempt-queued':
      return debug(`${attemptText(event)} is queued`)
    case 'attempt-started':
      return info(`${attemptText(event)} started`)
    case 'attempt-ended':
      return attemptEnded(event)
    case 'attempt-given-up':
      return warn(
        `attempt ${event.number} of ${event.candidate} was ended (${event.failure}): ${event.detail}`,
      )
    case 'draft-opened':
      return info(`draft of ${event.candidate} opened from ${event.branch}`)
    case 'candidate-judged':
      return info(`${event.candidate}: ${event.result}: ${event.reason}`)
    case 'verdict':
      return info(verdictText(event))
    case 'made-ready':
      return info(`#${event.pullRequest} is ready for review`)
    case 'revoked':
      return warn(`the promotion was taken back (${event.cause}): ${event.reason}`)
    case 'person-acted':
      return info(`${event.by}: ${event.what}`)
    case 'check-rerun':
      return info(`${list(event.checks)} of ${event.candidate} runs once more`)
    case 'settled':
      return info(`settled${after(event.startedAt, event.at)}`)
    case 'archived':
      return info('archived: nothing is left to do')
    case 'waiting':
      return info(`waits${forSeconds(event.seconds)}: ${event.reason}`)
    case 'step-done':
      return debug([event.step, event.about].filter(Boolean).join(' '))
    default:
      return event satisfies never
  }
}

function attemptText({ candidate, number, toolchain, task }: Extract<RunEvent, { task: string }>): string {
  return `attempt ${number} of ${candidate} (${task} by ${toolchain})`
}

function attemptEnded(event: Extract<RunEvent, { event: 'attempt-ended' }>): EventLine {
  const used = usageText(event.usage)
  if (event.result !== 'failure') return info(`${attemptText(event)} ended with a ${event.result}, ${used}`)
  const why = event.detail ? `: ${event.detail}` : ''
  const failed = `${attemptText(event)} failed (${event.failure}), ${used}${why}`
  return { ...warn(failed), next: NEXT_OF_FAILURE.get(event.failure ?? '') }
}

/** Of failures that an operator can do something about. */
const NEXT_OF_FAILURE: ReadonlyMap<string, string> = new Map([
  ['not-installed', '`speculate toolchains` says what the agent lacks.'],
  ['model-unavailable', '`speculate toolchains --check NAME` tries the agent with its provider.'],
  ['limit-exceeded', 'The `limits` of the toolchain in toolchains.yml say how much it may use.'],
  ['internal', 'This is a fault of the server or of its machine: the line before this one says which.'],
])

function usageText({ seconds, inputTokens, outputTokens, usd }: AttemptUsage): string {
  const tokens = (inputTokens ?? 0) + (outputTokens ?? 0)
  return [
    formatSeconds(seconds),
    ...(tokens > 0 ? [`${tokens} tokens`] : []),
    ...(usd === undefined ? [] : [`$${usd.toFixed(4)}`]),
  ].join(', ')
}

function verdictText(event: Extract<RunEvent, { event: 'verdict' }>): string {
  const { decision, startedAt, at, spent } = event
  const cost = spent.usd === undefined ? '' : `, $${spent.usd.toFixed(4)}`
  const who = decision.kind === 'promote' ? `${decision.candidate} wins` : `no winner (${decision.cause})`
  return `${who}${after(startedAt, at)}${cost}: ${decision.reason}`
}

function candidatesText(candidates: readonly string[]): string {
  return candidates.length === 0 ? '' : `; candidates: ${candidates.join(', ')}`
}

function after(from: string, to: string): string {
  const seconds = secondsBetween(from, to)
  return seconds === undefined ? '' : ` after ${formatSeconds(seconds)}`
}

function forSeconds(seconds: number | undefined): string {
  return seconds === undefined ? '' : ` ${formatSeconds(seconds)}`
}

const debug = (message: string): EventLine => ({ level: 'debug', message })
const info = (message: string): EventLine => ({ level: 'info', message })
const warn = (message: string): EventLine => ({ level: 'warn', message })
