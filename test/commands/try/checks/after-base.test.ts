import { expect, it } from 'vitest'
import type { BaseCheck } from '../../../../src/commands/local/judge-base.ts'
import { afterBase } from '../../../../src/commands/try/checks/after-base.ts'
import type { Verifier } from '../../../../src/commands/try/checks/read-verifier.ts'

const FILE = '.github/workflows/ci.yml'

function verifier(conditions: Readonly<Record<string, string | undefined>>, named: string[] = []): Verifier {
  const names = Object.keys(conditions)
  const planned = names.map((name, index) => {
    const place = { file: FILE, line: index + 1, isForBranch: true }
    return { name, ...place, runs: [], condition: conditions[name], obstacles: [] }
  })
  const own = { checks: names, planned, named, workflow: undefined }
  return { ...own, later: [], leftOut: [], deadlineMinutes: 60, offers: ['npm test'], example: 'npm test' }
}

const said = (verdicts: Readonly<Record<string, BaseCheck['verdict']>>) => ({
  commit: 'a'.repeat(40),
  seconds: 1,
  checks: Object.entries(verdicts).map(([name, verdict]) => ({
    ...{ name, verdict, seconds: 1 },
    detail: verdict === 'cannot-run' ? 'pytest: command not found' : undefined,
  })),
})

it('R3: what passes and what is red judges on', () => {
  const given = verifier({ test: undefined, lint: undefined })
  expect(afterBase(given, said({ test: 'failed', lint: 'passed' }), 'shop')).toEqual(given)
})

it('R1: what cannot run here, takes too long or is skipped by its own condition is left out by name and line', () => {
  const conditions = {
    test: undefined,
    unit: undefined,
    slow: undefined,
    deploy: "github.ref == 'refs/heads/main'",
  }
  const verdicts = { test: 'passed', unit: 'cannot-run', slow: 'too-slow', deploy: 'skipped' } as const
  const { checks, leftOut } = afterBase(verifier(conditions), said(verdicts), 'shop')
  expect(checks).toEqual(['test'])
  expect(leftOut).toEqual([
    { check: 'unit', file: FILE, line: 2, reason: 'pytest: command not found' },
    { check: 'slow', file: FILE, line: 3, reason: 'has not ended after 60 minutes' },
    {
      ...{ check: 'deploy', file: FILE, line: 4 },
      reason: "is skipped on pull requests: `if: github.ref == 'refs/heads/main'`",
    },
  ])
})

it('a job that runs only where something has changed judges on, though nothing is changed on the base', () => {
  const given = verifier({ changes: undefined, test: "needs.changes.outputs.src == 'true'" })
  expect(afterBase(given, said({ changes: 'passed', test: 'skipped' }), 'shop').checks).toContain('test')
})

it('R1: checks that only the run names are those that the base has run', () => {
  const later = (name: string, line: number) => ({
    ...{ name, file: FILE, line, isForBranch: true, runs: [], condition: undefined, obstacles: [] },
    later: { reason: 'its names come late', template: `${name} (\${{ matrix }}`, isOfPatch: false },
  })
  const given = { ...verifier({ list: undefined }), later: [later('test', 7), later('never', 9)] }
  const verdicts = {
    list: 'passed',
    'test (1)': 'passed',
    'test (2)': 'failed',
    'test (3)': 'cannot-run',
  } as const
  const after = afterBase(given, said(verdicts), 'shop')
  expect(after.checks).toEqual(['list', 'test (1)', 'test (2)'])
  expect(after.planned.map(({ name, line }) => [name, line])).toEqual([
    ['list', 1],
    ['test (1)', 7],
    ['test (2)', 7],
  ])
  expect(after.leftOut).toEqual([
    { check: 'never', file: FILE, line: 9, reason: 'its names come late, and the base ran none' },
    { check: 'test (3)', file: FILE, line: 7, reason: 'pytest: command not found' },
  ])
  expect(() => afterBase({ ...given, named: ['test (4)'] }, said(verdicts), 'shop')).toThrow(
    'test (4): no job of this name ran on the base',
  )
})

it('R1: refuses where nothing is left, or where the settings ask for what is not', () => {
  expect(() => afterBase(verifier({ test: undefined }), said({ test: 'cannot-run' }), 'shop')).toThrow(
    `no check of shop can judge here, so nothing could tell a good candidate from a bad one:\n  ${FILE}:1: test: pytest: command not found\nName what must succeed. The workflows run these:\n  --verify "npm test"`,
  )
  const both = verifier({ test: undefined, lint: undefined }, ['test'])
  expect(() => afterBase(both, said({ test: 'cannot-run', lint: 'passed' }), 'shop')).toThrow(
    'the settings ask for what cannot judge here (test)',
  )
})

it('R3: a command of the command line that is not there is answered with what installs it, not with itself', () => {
  const asked = { ...verifier({ test: undefined }), workflow: { path: FILE, content: '' } }
  const base = said({ test: 'cannot-run' })
  expect(() => afterBase(asked, base, 'shop', '--setup "npm install"')).toThrow(
    'test: pytest: command not found\nIf what it needs is only not installed yet: --setup "npm install"\nOtherwise name another command that must succeed with --verify.',
  )
  expect(() => afterBase(asked, base, 'shop')).toThrow(/command not found\nOtherwise name another command/)
})
