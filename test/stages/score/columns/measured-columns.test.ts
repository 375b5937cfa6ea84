import { describe, expect, it } from 'vitest'
import type { CheckVerdict, Observation } from '../../../../src/domain/checks/evidence.ts'
import type { Measures } from '../../../../src/domain/judgement/measures.ts'
import { checkNumbers } from '../../../../src/stages/score/columns/check-numbers.ts'
import { measuredColumns } from '../../../../src/stages/score/columns/measured-columns.ts'
import { patchNumbers } from '../../../../src/stages/score/columns/patch-numbers.ts'
import { reportedLatency } from '../../../../src/stages/score/columns/reported-latency.ts'
import { assessRisk } from '../../../../src/stages/score/columns/risk.ts'
import { aFile, aPatch } from '../../../builders/candidate/patch.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'
import { someMeasures } from '../../../builders/judgement/measures.ts'
import { NOW } from '../../../builders/story.ts'

const passed = (check: string, overrides: Partial<CheckVerdict> = {}): CheckVerdict => ({
  check,
  verdict: 'passed',
  reason: 'passed',
  ...overrides,
})

describe('the measured columns of a row', () => {
  const numbersOf = (measures: Measures | undefined) => patchNumbers(aPatch('one'), measures, 'green')
  const counted = numbersOf(someMeasures({ written: { insertions: 3, deletions: 1 } }))
  const columns = (reports: Partial<Parameters<typeof checkNumbers>[0]> = {}, numbers = counted) =>
    measuredColumns(numbers, checkNumbers({ checks: [], observations: [], contract: [], ...reports }))
  const later = '2026-05-05T12:00:07.000Z'
  const complexity = (overrides: object) =>
    columns(
      {},
      numbersOf(someMeasures({ complexity: { delta: 2, functions: [], unmeasured: [], ...overrides } })),
    )
  const functions = [{ path: 'a.js', name: 'a', line: 1, before: 1, after: 3 }]

  it('have nothing that nobody measured', () => {
    expect(columns({}, numbersOf(undefined))).toStrictEqual({ insertions: 5, deletions: 2 })
    expect(columns()).toStrictEqual({ insertions: 3, deletions: 1, complexityDelta: 0 })
  })

  it('add up the seconds of the checks that say when they ran', () => {
    const checks = [
      passed('a', { startedAt: NOW, completedAt: later }),
      passed('b', { startedAt: NOW, completedAt: later }),
      passed('c', { startedAt: NOW }),
      passed('d', { completedAt: later }),
      passed('e'),
    ]
    expect(columns({ checks }).testRuntimeSeconds).toBe(14)
    expect(columns({ checks: checks.slice(2) })).not.toHaveProperty('testRuntimeSeconds')
    expect(columns({ checks: [passed('a', { startedAt: NOW, completedAt: NOW })] }).testRuntimeSeconds).toBe(
      0,
    )
  })

  it('leave the complexity out when no source file could be measured', () => {
    const unmeasured = [{ path: 'a.zig', reason: 'unknown language' }]
    expect(complexity({ unmeasured })).not.toHaveProperty('complexityDelta')
    expect(complexity({ unmeasured, functions }).complexityDelta).toBe(2)
    expect(complexity({}).complexityDelta).toBe(2)
  })

  it('have the latency that a check reports, and whether it is trusted', () => {
    const annotations = [{ level: 'notice', message: 'p95-latency: +4ms' }]
    const reported = {
      checks: [passed('bench', { checkRunId: 7 })],
      observations: [aCheckRun('one', 'bench', { id: 7, annotations })],
    }
    expect(columns(reported)).toMatchObject({ p95LatencyMs: 4, p95Trusted: false })
    expect(columns({ ...reported, contract: [aCheck('bench', { trustedMetrics: true })] })).toMatchObject({
      p95LatencyMs: 4,
      p95Trusted: true,
    })
  })
})

describe('a reported latency', () => {
  const report = (said: { message?: string; titled?: string; summary?: string }, trusted = false) => {
    const annotations = [
      ...(said.message === undefined ? [] : [{ level: 'notice', message: said.message }]),
      ...(said.titled === undefined
        ? []
        : [{ level: 'notice', title: 'speculate:p95-latency-ms', message: said.titled }]),
    ]
    const summary = said.summary === undefined ? {} : { summary: said.summary }
    const status: Observation = { kind: 'status', context: 'bench', headSha: 'a', state: 'success' }
    return reportedLatency({
      observations: [status, aCheckRun('one', 'bench', { id: 7, annotations, ...summary })],
      checks: [passed('bench', { checkRunId: 7 }), passed('status')],
      contract: [aCheck('bench', { trustedMetrics: trusted }), aCheck('status')],
    })?.milliseconds
  }

  it.each<[Parameters<typeof report>[0], number]>([
    [{ titled: '12.125ms' }, 12.125],
    [{ titled: '0012' }, 12],
    [{ titled: ' 4\n' }, 4],
    [{ titled: '1000000000' }, 1e9],
    [{ titled: '-1000000000' }, -1e9],
    [{ message: 'p95-latency:12.125 ms' }, 12.125],
    [{ message: 'p95-latency:   1234ms' }, 1234],
    [{ summary: 'fine\np95-latency: 3ms' }, 3],
    [{ summary: 'p95-latency: 3ms', message: 'p95-latency: 2ms', titled: '1' }, 3],
  ])('is read from %j', (said, milliseconds) => {
    expect(report(said)).toBe(milliseconds)
    expect(report(said, true)).toBe(milliseconds)
  })

  it.each<Parameters<typeof report>[0]>([
    { titled: '4 ms fast' },
    { titled: 'about 4' },
    { titled: '1000000001' },
    { titled: '4.1234567' },
    { titled: '4.' },
    { message: 'p95-latency: 3ms.' },
    { message: 'p95-latency: 3' },
    { message: 'p95-latency: ms' },
    { message: 'p95-latency: 3.ams' },
    { summary: '' },
    {},
  ])('is not guessed from %j', (said) => {
    expect(report(said)).toBeUndefined()
  })

  it('is never a negative zero, which canonical JSON could not tell from zero', () => {
    expect(Object.is(report({ titled: '-0' }), 0)).toBe(true)
  })
})

describe('the risk of a patch', () => {
  const risk = (path: string, overrides: Parameters<typeof aFile>[1] = {}) =>
    assessRisk(aPatch('one', [aFile(path, overrides)]), undefined)
  const low = { level: 'low', reasons: ['small and bounded: no rule for a higher risk applies'] }

  it.each([
    ['db/migrate/1.rb', 'critical', 'changes a database migration'],
    ['Migration/1.sql', 'critical', 'changes a database migration'],
    ['app/alembic/versions/1.py', 'critical', 'changes a database migration'],
    ['src/user-session.ts', 'high', 'changes authentication, permissions or cryptography'],
    ['ACL.py', 'high', 'changes authentication, permissions or cryptography'],
    ['jest.setup.cjs', 'high', 'changes how tests are run'],
    ['a/.mocharc.yml', 'high', 'changes how tests are run'],
    ['phpunit.xml.dist', 'high', 'changes how tests are run'],
    ['a/Dockerfile', 'high', 'changes how the project is built or deployed'],
    ['main.tf', 'high', 'changes how the project is built or deployed'],
    ['k8s/app.yml', 'high', 'changes how the project is built or deployed'],
    ['a/package-lock.json', 'medium', 'changes dependencies'],
    ['dev-requirements-2.txt', 'medium', 'changes dependencies'],
    ['build.gradle.kts', 'medium', 'changes dependencies'],
  ])('%s is %s', (path, level, reason) => {
    expect(risk(path)).toEqual({ level, reasons: [`${reason} (\`${path}\`)`] })
    expect(risk('src/a.ts', { previousPath: path, status: 'renamed' })).toEqual({
      level,
      reasons: [`${reason} (\`src/a.ts\`)`],
    })
  })

  it.each([
    'src/immigration/a.ts',
    'src/migrations.ts',
    'src/preauthor.ts',
    'a-vitest.config.ts',
    'vitest.config.ts.bak',
    'src/Dockerfile.md',
    'mypackage.json',
    'package.json.ts',
  ])('%s is low', (path) => {
    expect(risk(path)).toEqual(low)
  })

  it('counts lines and files from the limits on', () => {
    const lines = (insertions: number) => risk('src/a.ts', { insertions, deletions: 0 })
    expect(lines(300)).toEqual(low)
    expect(lines(301)).toEqual({ level: 'medium', reasons: ['changes more than 300 lines'] })
    const files = (many: number) =>
      assessRisk(
        aPatch(
          'one',
          Array.from({ length: many }, (_, at) => aFile(`src/${at}.ts`)),
        ),
        undefined,
      )
    expect(files(15)).toEqual(low)
    expect(files(16)).toEqual({ level: 'medium', reasons: ['touches more than 15 files'] })
  })

  it.each([
    ['deletes a file', { status: 'deleted' as const }],
    ['adds or changes a binary file', { binary: true }],
  ])('%s', (reason, overrides) => {
    expect(risk('src/a.ts', overrides)).toEqual({ level: 'medium', reasons: [`${reason} (\`src/a.ts\`)`] })
  })

  it('is that of the worst rule, wherever it stands', () => {
    const patch = aPatch('one', [
      aFile('package.json'),
      aFile('src/auth.ts'),
      aFile('src/b.ts', { status: 'deleted' }),
    ])
    expect(assessRisk(patch, undefined)).toEqual({
      level: 'high',
      reasons: [
        'changes authentication, permissions or cryptography (`src/auth.ts`)',
        'changes dependencies (`package.json`)',
        'deletes a file (`src/b.ts`)',
      ],
    })
  })
})
