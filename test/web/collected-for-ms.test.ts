import { expect, it } from 'vitest'
import { collectedForMs } from '../../src/web/collected-for-ms.ts'

it('O1: lets events of one end collect, and single checks for longer; what people do waits for nothing', () => {
  const waits = (event: string, action: string) => collectedForMs(event, { action })
  expect(waits('check_suite', 'completed')).toBe(waits('workflow_run', 'completed'))
  expect(waits('check_suite', 'completed')).toBeLessThan(1_000)
  expect(waits('check_run', 'completed')).toBeGreaterThan(waits('check_suite', 'completed'))
  const here = (event: string) => collectedForMs(event, { action: 'completed' }, 50)
  expect([here('check_suite'), here('workflow_run'), here('status')]).toEqual([50, 50, 50])
  expect(here('check_run')).toBe(waits('check_run', 'completed'))
  expect(waits('issues', 'labeled')).toBe(0)
  expect(waits('issue_comment', 'created')).toBe(0)
  expect(waits('pull_request', 'closed')).toBe(0)
})
