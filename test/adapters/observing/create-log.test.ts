import { expect, it } from 'vitest'
import { createLog, type LogOptions } from '../../../src/adapters/observing/create-log.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import type { RunEvent } from '../../../src/domain/run/run-event.ts'

const RUN = 'acme/payments#7.1'
const SECRET = 'a-webhook-secret-of-the-operator'
const FAILED: RunEvent = {
  ...{ run: RUN, at: '2026-05-05T12:00:00.000Z', startedAt: '2026-05-05T11:59:00.000Z' },
  ...{ event: 'attempt-ended', candidate: 'minimal-change', number: 1, toolchain: 'codex', task: 'patch' },
  ...{ result: 'failure', failure: 'model-unavailable', detail: `401\n\u001b[2Jkey ${SECRET}` },
  usage: { seconds: 61, inputTokens: 900, outputTokens: 100, usd: 0.25 },
}

function logOf(options: Partial<LogOptions> = {}) {
  const redactor = createRedactor()
  redactor.hold(SECRET)
  const lines: string[] = []
  const write = (line: string) => lines.push(line)
  return { lines, ...createLog({ level: 'info', form: 'json', redactor, write, ...options }) }
}

it('says an event as one object on one line, with its fields and what to do', () => {
  const { lines, observe } = logOf()
  observe(FAILED)
  expect(lines).toHaveLength(1)
  expect(lines[0]?.indexOf('\n')).toBe(lines[0] && lines[0].length - 1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    run: RUN,
    event: 'attempt-ended',
    failure: 'model-unavailable',
    msg: expect.stringContaining(
      'attempt 1 of minimal-change (patch by codex) failed (model-unavailable), 1 min 1 s',
    ),
    next: expect.stringContaining('speculate toolchains --check'),
  })
})

it('T13: neither form holds a secret, in a message, a field or a request', () => {
  for (const form of ['json', 'readable'] as const) {
    const { lines, observe, log, requests } = logOf({ form, level: 'debug' })
    observe(FAILED)
    log(`it failed with ${SECRET}`, { run: RUN, next: `Change ${SECRET}.` })
    requests.info({ req: { url: `/?${SECRET}`, headers: { cookie: 'session' } } }, `GET /?${SECRET} 200`)
    expect(lines).toHaveLength(3)
    expect(lines.join('')).not.toMatch(/webhook-secret|session/)
  }
})

it('at a terminal a line has the time, the run, what happened and what to do; foreign text stays on it', () => {
  const { lines, observe, log } = logOf({ form: 'readable' })
  observe(FAILED)
  log(`${RUN}: open-draft failed: 502`, { run: RUN, next: 'It is tried again by itself.' })
  expect(lines.join('').replaceAll(/^\d\d:\d\d:\d\d/gm, '14:03:59')).toBe(
    `14:03:59 WARN ${RUN}  attempt 1 of minimal-change (patch by codex) failed (model-unavailable), 1 min 1 s, 1000 tokens, $0.2500: 401 [2Jkey [redacted]
         \`speculate toolchains --check NAME\` tries the agent with its provider.
14:03:59 WARN ${RUN}: open-draft failed: 502
         It is tried again by itself.
`,
  )
})

it('requests are said from the level debug on, steps that are no turn of the story too', () => {
  const quiet = logOf()
  quiet.requests.info('GET /healthz 200')
  quiet.observe({ run: RUN, at: FAILED.at, event: 'step-done', step: 'ensure-labels', about: '#8' })
  expect(quiet.lines).toEqual([])
})

it('what stands below a line at a terminal, as the place of an error does, can move nothing on it', () => {
  const { requests, lines } = logOf({ form: 'readable' })
  requests.error({ err: new Error('not \u001b[2Jfound') }, 'the request failed')
  expect(lines.join('')).toContain('not [2Jfound')
  expect(lines.join('')).not.toContain('\u001b')
})
