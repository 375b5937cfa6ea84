import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createMetrics } from '../../../src/adapters/observing/create-metrics.ts'
import type { RunEvent } from '../../../src/domain/run/run-event.ts'

const at = '2026-05-05T12:03:00.000Z'
const startedAt = '2026-05-05T12:00:00.000Z'
const run = 'acme/payments#7.1'
const ATTEMPT = { candidate: 'one', number: 1, toolchain: 'codex', task: 'patch' } as const
const EVENTS: readonly RunEvent[] = [
  { run, at, event: 'run-started', by: 'maya', base: 'main', candidates: ['one'] },
  {
    ...{ run, at, event: 'attempt-ended', ...ATTEMPT, startedAt, result: 'failure', failure: 'crashed' },
    usage: { seconds: 61, inputTokens: 900, outputTokens: 100, usd: 0.25 },
  },
  {
    run,
    at,
    event: 'verdict',
    decision: { kind: 'promote', candidate: 'one', reason: 'x' },
    startedAt,
    spent: {},
  },
  { run, at, event: 'run-refused', by: 'maya', reason: 'x' },
  { run, at, event: 'settled', startedAt },
  { run, at, event: 'waiting', seconds: 60, reason: 'x' },
]

async function textAfterAll(): Promise<string> {
  const metrics = createMetrics(async () => [{ queue: 'attempt', state: 'created', jobs: 3, oldest: 42 }])
  for (const event of EVENTS) metrics.observe(event)
  metrics.answered({ installation: '7', status: 200, limit: { resource: 'graphql', remaining: 4_321 } })
  metrics.reconciled(0.2)
  metrics.refusedDelivery(2)
  return metrics.text()
}

it('counts runs, attempts, cost, decisions, requests and limits, and asks the queue when it is read', async () => {
  const text = await textAfterAll()
  for (const line of [
    'speculate_runs_started_total 1',
    'speculate_attempts_total{toolchain="codex",task="patch",result="crashed"} 1',
    'speculate_attempt_seconds_sum{toolchain="codex",task="patch"} 61',
    'speculate_tokens_total{toolchain="codex",direction="input"} 900',
    'speculate_cost_usd_total{toolchain="codex"} 0.25',
    'speculate_decisions_total{decision="promote"} 1',
    'speculate_run_seconds_sum 180',
    'speculate_runs_settled_total 1',
    '# TYPE speculate_run_seconds histogram',
    'speculate_run_seconds_bucket{le="120"} 0',
    'speculate_run_seconds_bucket{le="300"} 1',
    'speculate_run_seconds_bucket{le="+Inf"} 1',
    'speculate_limit_waits_total 1',
    'speculate_github_requests_total{installation="7",status="200"} 1',
    'speculate_github_limit_remaining{installation="7",resource="graphql"} 4321',
    'speculate_reconcile_seconds_count 1',
    'speculate_queue_jobs{queue="attempt",state="created"} 3',
    'speculate_queue_oldest_seconds{queue="attempt",state="created"} 42',
    'speculate_deliveries_unsigned_total 2',
  ])
    expect(text.split('\n')).toContain(line)
})

it('asks the queue once for all that it tells of it, each time that it is read', async () => {
  let asked = 0
  const metrics = createMetrics(async () => {
    asked += 1
    return []
  })
  await metrics.text()
  expect(asked).toBe(1)
  await metrics.text()
  expect(asked).toBe(2)
})

it.each(['grafana/speculate.json', 'alerts.yml'])(
  'deploy/%s asks for nothing that the server does not tell',
  async (file) => {
    const text = readFileSync(join(import.meta.dirname, '../../../deploy', file), 'utf8')
    const told = new Set([...(await textAfterAll()).matchAll(/^([a-z_]+)(?:\{| )/gm)].map(([, name]) => name))
    const asked = [...text.matchAll(/\b(?:speculate|process)_[a-z_]+\b/g)].map(([name]) => name)
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.filter((name) => !told.has(name))).toEqual([])
  },
)
