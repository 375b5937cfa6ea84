import { describe, expect, it } from 'vitest'
import { runsTests } from '../../../../src/stages/score/columns/runs-tests.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'

const by = (check: string, ...via: string[]) =>
  runsTests(check, {
    checks: [aCheck(check)],
    reach: { judges: [{ path: 'a', check, via, how: 'runs' }], unfollowed: [], mayChange: [] },
  })

describe('V18: a check runs tests', () => {
  it.each(['test', 'Unit tests', 'test (ubuntu-latest, 20)', 'buildAndTest', 'pytest', 'e2e', 'ci / spec'])(
    'by its name %s',
    (name) => {
      expect(by(name)).toBe(true)
    },
  )

  it.each(['latest-build', 'inspect', 'risk', 'contest', 'lint', 'build'])('not by its name %s', (name) => {
    expect(by(name)).toBe(false)
  })

  it.each([
    'node --test',
    'npx vitest run',
    'npm run test:unit',
    'scripts.test',
    'go test ./...',
    'make -j test',
  ])('by its command %s', (command) => {
    expect(by('gauntlet', 'npm run all', command)).toBe(true)
  })

  it.each(['eslint src test', 'pip install pytest', 'tsc --noEmit', 'npm run build'])(
    'not by its command %s',
    (command) => {
      expect(by('gauntlet', command)).toBe(false)
    },
  )

  it('when it must fail in stage `red`', () => {
    expect(runsTests('gauntlet', { checks: [aCheck('gauntlet', { mustFail: true })] })).toBe(true)
  })
})
