import { afterEach, expect, it, vi } from 'vitest'
import { runHere } from './run-here.ts'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['that is its own', ['audit', 'verify', '/nowhere/correct-horse-battery-staple.ndjson']],
  ['about the command line', ['score', 'correct-horse-battery-staple']],
])('T13: a command repeats no secret of its user in an error %s', async (_, line) => {
  vi.stubEnv('SOME_API_KEY', 'correct-horse-battery-staple')
  const { stderr, exitCode } = await runHere(line)
  expect(exitCode).toBe(2)
  expect(stderr).toContain('[redacted]')
  expect(stderr).not.toContain('battery')
})
