import type { RunEvent } from '../../domain/run/run-event.ts'
import type { Observe } from '../../ports/operator.ts'
import type { GitHubAnswer } from '../github/connection/sending/create-octokit.ts'
import type { QueueDepth } from '../storage/jobs/operator/queue-depth.ts'
import { Registry } from './meters.ts'

export interface Metrics {
  /** In the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
  readonly observe: Observe
  readonly answered: (answer: GitHubAnswer) => void
  readonly reconciled: (seconds: number) => void
  readonly refusedDelivery: (count: number) => void
}

const PREFIX = 'speculate_'
const ATTEMPT_SECONDS = [10, 30, 60, 120, 300, 600, 1_200, 2_400, 4_800]
const RECONCILE_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** The numbers of this process, and of the queue that all processes share. */
export function createMetrics(depth: () => Promise<readonly QueueDepth[]>): Metrics {
  const registry = new Registry()
  const meters = createMeters(registry)
  addQueue(registry, depth)
  registry.askedGauge('process_resident_memory_bytes', 'Memory of this process', async () => [
    [{}, process.memoryUsage.rss()],
  ])
  return {
    text: () => registry.text(),
    contentType: registry.contentType,
    observe: (event) => count(event, meters),
    answered: ({ installation, status, limit }) => {
      meters.requests({ installation, status: String(status ?? 'none') })
      if (limit) meters.remaining({ installation, resource: limit.resource }, limit.remaining)
    },
    reconciled: (seconds) => meters.reconcileSeconds({}, seconds),
    refusedDelivery: (count) => meters.unsigned({}, count),
  }
}

type Meters = ReturnType<typeof createMeters>

function createMeters(registry: Registry) {
  const counter = (name: string, help: string) => registry.counter(PREFIX + name, help)
  const seconds = (name: string, help: string, buckets: readonly number[]) =>
    registry.histogram(PREFIX + name, help, buckets)
  return {
    runs: counter('runs_started_total', 'Runs that began'),
    refused: counter('runs_refused_total', 'Labels that began no run'),
    decisions: counter('decisions_total', 'Verdicts: promote, or the cause of an escalation'),
    runSeconds: seconds('run_seconds', 'From the start of a run to its verdict', ATTEMPT_SECONDS),
    settled: counter('runs_settled_total', 'Runs with nothing left to do'),
    attempts: counter('attempts_total', 'Attempts that ended'),
    attemptSeconds: seconds('attempt_seconds', 'What attempts took', ATTEMPT_SECONDS),
    tokens: counter('tokens_total', 'Tokens of models'),
    cost: counter('cost_usd_total', "US dollars by the operator's prices"),
    waits: counter('limit_waits_total', 'Times that a run waited because GitHub had said so'),
    requests: counter('github_requests_total', 'Requests to GitHub'),
    remaining: registry.gauge(
      `${PREFIX}github_limit_remaining`,
      'What is left of a limit, as GitHub said last',
    ),
    reconcileSeconds: seconds('reconcile_seconds', 'What a look at an issue took', RECONCILE_SECONDS),
    unsigned: counter('deliveries_unsigned_total', 'Webhook deliveries refused for their signature'),
  }
}

function addQueue(registry: Registry, depth: () => Promise<readonly QueueDepth[]>): void {
  let asking: Promise<readonly QueueDepth[]> | undefined
  // All gauges of one reading share one answer.
  const askOnce = () => {
    asking ??= depth().finally(() => {
      asking = undefined
    })
    return asking
  }
  const gauge = (name: string, help: string, numberOf: (one: QueueDepth) => number) =>
    registry.askedGauge(PREFIX + name, help, async () =>
      (await askOnce()).map((one) => [{ queue: one.queue, state: one.state }, numberOf(one)] as const),
    )
  gauge('queue_jobs', 'Jobs that wait, run, or have failed for good', ({ jobs }) => jobs)
  gauge(
    'queue_oldest_seconds',
    'Age of the oldest job, from when it could have begun',
    ({ oldest }) => oldest,
  )
}

function count(event: RunEvent, meters: Meters): void {
  switch (event.event) {
    case 'run-started':
      meters.runs({})
      return
    case 'run-refused':
      meters.refused({})
      return
    case 'verdict': {
      const { decision, startedAt, at } = event
      meters.decisions({ decision: decision.kind === 'promote' ? 'promote' : decision.cause })
      meters.runSeconds({}, secondsFrom(startedAt, at))
      return
    }
    case 'settled':
      meters.settled({})
      return
    case 'waiting':
      meters.waits({})
      return
    case 'attempt-ended': {
      const { toolchain, task, failure, result, usage } = event
      meters.attempts({ toolchain, task, result: failure ?? result })
      meters.attemptSeconds({ toolchain, task }, usage.seconds)
      meters.tokens({ toolchain, direction: 'input' }, usage.inputTokens ?? 0)
      meters.tokens({ toolchain, direction: 'output' }, usage.outputTokens ?? 0)
      meters.cost({ toolchain }, usage.usd ?? 0)
      return
    }
    default:
      return
  }
}

function secondsFrom(start: string, end: string): number {
  return Math.max(0, Date.parse(end) - Date.parse(start)) / 1_000
}
