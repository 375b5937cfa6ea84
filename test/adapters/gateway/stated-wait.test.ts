import { expect, it } from 'vitest'
import { statedWait } from '../../../src/adapters/gateway/answers/stated-wait.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')

const gemini = (quotaId: string) =>
  JSON.stringify({
    error: {
      code: 429,
      details: [
        { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.07s' },
      ],
    },
  })

it.each([
  [{ 'retry-after': '20' }, '', 20_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 12:01:30 GMT' }, '', 90_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 11:59:00 GMT' }, '', 0],
  [{ 'retry-after-ms': '1500.5', 'retry-after': '2' }, '', 1_501],
  [{}, gemini('GenerateRequestsPerMinutePerProject'), 34_070],
  [{}, `[${gemini('GenerateRequestsPerMinutePerProject')}]`, 34_070],
  [
    {
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-11-20T12:00:10Z',
      'anthropic-ratelimit-input-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-reset': '2026-11-20T12:00:40Z',
      'anthropic-ratelimit-output-tokens-remaining': '8000',
      'anthropic-ratelimit-output-tokens-reset': '2026-11-20T12:00:59Z',
    },
    '',
    40_000,
  ],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m6.5s' }, '', 66_500],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '12ms' }, '', 12],
])('a wait is read as the provider says it: %j %s', (headers, body, ms) => {
  expect(statedWait(headers, body, NOW)).toBe(ms)
})

it.each([
  [{}, ''],
  [{ 'retry-after': 'soon' }, ''],
  [{ 'retry-after': '-1' }, ''],
  [{ 'retry-after': '1e9' }, 'not JSON'],
  [{ 'retry-after': '5', 'x-should-retry': 'false' }, ''],
  [{ 'retry-after': '5' }, '{"error":{"code":"insufficient_quota"}}'],
  [{}, gemini('GenerateRequestsPerDayPerProjectPerModel-FreeTier')],
  // Told with every answer, limited or not.
  [{ 'x-ratelimit-remaining-tokens': '9000', 'x-ratelimit-reset-tokens': '1s' }, ''],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1 week' }, ''],
  [{}, '{"error":{"details":[{"retryDelay":{"seconds":3}}]}}'],
])('no wait is read where none is stated, or where it would not help: %j %s', (headers, body) => {
  expect(statedWait(headers, body, NOW)).toBeUndefined()
})
