import { describe, expect, it } from 'vitest'
import { readWorkflowJobs } from '../../../src/config/workflows/workflow-jobs.ts'
import type { RequiredCheck } from '../../../src/domain/checks/contract.ts'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { plan } from '../../../src/stages/plan/plan.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aPullRequest } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { NOW } from '../../builders/story.ts'

const LATE = '2026-05-05T14:00:00.000Z'
const head = aPullRequest('one', 1).head

function verdictOn(
  checks: readonly RequiredCheck[],
  observations: readonly Observation[],
  more: Partial<Parameters<typeof verify>[0]> = {},
) {
  return verify({
    contract: { checks: [...checks], fingerprint: 'f' },
    pullRequest: aPullRequest('one', 21, { observations }),
    publishedAt: NOW,
    now: NOW,
    ...more,
  })
}

function planOf(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  { branch = 'main', settings = {}, pinned = {} as Partial<RequiredCheck> } = {},
) {
  const workflowJobs = Object.entries(files).flatMap(([name, text]) =>
    readWorkflowJobs(`.github/workflows/${name}`, text),
  )
  return plan({
    settings: Settings.parse(settings),
    block: undefined,
    branch,
    branchChecks: names.map((name) => aCheck(name, pinned)),
    workflowJobs,
    toolchains: ['scripted'],
  })
}

function checksOf(made: ReturnType<typeof planOf>): readonly RequiredCheck[] {
  if (made.kind !== 'planned') throw new Error(JSON.stringify(made))
  return made.checks
}

const REAL =
  'jobs:\n  unit:\n    name: Unit tests\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: go test ./...\n'
const ran = (path: string, overrides: Parameters<typeof aCheckRun>[2] = {}, name = 'Unit tests', runId = 3) =>
  aCheckRun('one', name, {
    id: runId * 10,
    workflow: { runId, path: `.github/workflows/${path}`, event: 'pull_request', jobConfirmed: true },
    ...overrides,
  })

describe('stand-ins and filters', () => {
  const STAND_IN = {
    'go.yml': `on:\n  pull_request:\n    paths: ['**.go', go.mod]\n${REAL}`,
    'go-skipped.yaml': `on:\n  pull_request:\n    paths-ignore: ['**.go', go.mod]\njobs:\n  unit:\n    name: Unit tests\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo "No Go code changed, nothing to test"\n`,
  }
  it('V4, varied: a job with a display name, whose stand-in prints a sentence', () => {
    const checks = checksOf(planOf(STAND_IN, ['Unit tests']))
    const docs = verdictOn(checks, [ran('go-skipped.yaml')], { changed: ['docs/a.md'] })
    expect(docs.state).not.toBe('passed')
    const mixed = [ran('go-skipped.yaml', {}, 'Unit tests', 2), ran('go.yml', { conclusion: 'failure' })]
    for (const order of [mixed, mixed.toReversed()])
      expect(verdictOn(checks, order, { changed: ['docs/a.md', 'add.go'] }).state).toBe('failed')
    const right = [ran('go-skipped.yaml', {}, 'Unit tests', 2), ran('go.yml')]
    expect(verdictOn(checks, right, { changed: ['docs/a.md', 'add.go'] }).state).toBe('passed')
  })
  it('V4, varied: while the real job has not spoken, its stand-in decides nothing', () => {
    const checks = checksOf(planOf(STAND_IN, ['Unit tests']))
    expect(verdictOn(checks, [ran('go-skipped.yaml')], { changed: ['docs/a.md', 'add.go'] }).state).toBe(
      'pending',
    )
  })

  const MONOREPO = {
    'api.yml': `on: { pull_request: { paths: ['services/api/**', '!services/api/**/*.md'] } }\n${REAL.replace('Unit tests', 'api')}`,
    'web.yml': `on: { pull_request: { paths: ['services/web/**'] } }\n${REAL.replace('Unit tests', 'web')}`,
    'all.yml': `on: pull_request\n${REAL.replace('Unit tests', 'all')}`,
  }
  it('V8, varied: of a monorepo only what the patch touches is waited for, and the plan says so', () => {
    const made = planOf(MONOREPO, ['api', 'web', 'all'])
    const checks = checksOf(made)
    expect(JSON.stringify(made)).toContain('services/web/**')
    const done = [ran('api.yml', {}, 'api', 1), ran('all.yml', {}, 'all', 2)]
    expect(verdictOn(checks, done, { changed: ['services/api/add.go'] }).state).toBe('passed')
    expect(verdictOn(checks, done, { changed: ['services/api/add.go', 'services/web/a.ts'] }).state).toBe(
      'pending',
    )
    expect(
      verdictOn(checks, [ran('all.yml', {}, 'all', 2)], { changed: ['services/api/add.go'] }).state,
    ).toBe('pending')
    expect(
      verdictOn(checks, [ran('all.yml', {}, 'all', 2)], { changed: ['services/api/docs/x.md', 'lib/a.go'] })
        .state,
    ).toBe('passed')
  })

  it.each([
    ['trunk', 'branches: [main, master]'],
    ['release/2.0', "branches: ['release/1.*']"],
    ['develop', 'branches-ignore: [dev*]'],
    ['main', 'types: [closed]'],
  ])(
    'V9, varied: a job that never runs for drafts into %s is refused with its filter: %s',
    (branch, filter) => {
      const made = planOf({ 'ci.yml': `on:\n  pull_request:\n    ${filter}\n${REAL}` }, ['Unit tests'], {
        branch,
      })
      expect(made).toMatchObject({ kind: 'refuse', refusal: { kind: 'never-runs', branch } })
      expect(JSON.stringify(made)).toContain('ci.yml')
    },
  )
  it.each([
    ['release/1.x', "branches: ['release/**']"],
    ['feature-a', "branches: ['feature-[a-c]']"],
    ['v2', "branches: ['v[12]']"],
    ['develop', "branches: ['*', '!main']"],
    ['main', 'types: [opened, labeled]'],
  ])('V9, varied: one that runs for drafts into %s is not: %s', (branch, filter) => {
    expect(
      planOf({ 'ci.yml': `on:\n  pull_request:\n    ${filter}\n${REAL}` }, ['Unit tests'], { branch }).kind,
    ).toBe('planned')
  })
})

describe('runs that replace one another', () => {
  const check = [aCheck('Unit tests'), aCheck('lint')]
  const lint = ran('lint.yml', {}, 'lint', 1)
  it('V5, varied: three runs, the one in the middle cancelled, told in every order', () => {
    const runs = [
      ran('go.yml', { conclusion: 'failure' }, 'Unit tests', 5),
      ran('go.yml', { conclusion: 'cancelled' }, 'Unit tests', 6),
      ran('go.yml', {}, 'Unit tests', 7),
    ]
    for (const [a, b, c] of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ] as const) {
      const order = [runs[a], runs[b], lint, runs[c]].flatMap((one) => (one ? [one] : []))
      expect(verdictOn(check, order).state).toBe('passed')
    }
  })
  it('V5, varied: the newest fails although an older one passed', () => {
    const runs = [
      ran('go.yml', {}, 'Unit tests', 5),
      lint,
      ran('go.yml', { conclusion: 'failure' }, 'Unit tests', 9),
    ]
    expect(verdictOn(check, runs).state).toBe('failed')
    expect(verdictOn(check, runs.toReversed()).state).toBe('failed')
  })
  it.each(['queued', 'in_progress', 'waiting', 'pending', 'requested'])(
    'V5, V6, varied: the newest is %s, so wait',
    (status) => {
      const { conclusion: _, ...going } = ran('go.yml', { status }, 'Unit tests', 8) as Extract<
        Observation,
        { kind: 'check-run' }
      >
      for (const before of ['cancelled', 'success', 'failure'])
        expect(
          verdictOn(check, [going, lint, ran('go.yml', { conclusion: before }, 'Unit tests', 2)]).state,
        ).toBe('pending')
    },
  )
  it('V5, varied: a run of another head, event or App replaces nothing', () => {
    const failed = ran('go.yml', { conclusion: 'failure' }, 'Unit tests', 2)
    const workflow = {
      runId: 9,
      path: '.github/workflows/go.yml',
      event: 'workflow_dispatch',
      jobConfirmed: true,
    }
    expect(verdictOn(check, [failed, lint, ran('go.yml', { workflow }, 'Unit tests', 9)]).state).toBe(
      'failed',
    )
    expect(
      verdictOn(check, [
        failed,
        lint,
        ran('go.yml', { appId: 99, appSlug: 'other', workflow: undefined }, 'Unit tests', 9),
      ]).state,
    ).toBe('failed')
  })
})

describe('commit statuses', () => {
  const status = (creator: string, state: string, minute: number, appId?: number): Observation => ({
    kind: 'status',
    context: 'ci/circleci: build',
    headSha: head,
    state,
    creator,
    createdAt: `2026-05-05T11:${minute}:00Z`,
    ...(appId !== undefined && { appId }),
  })
  const check = [aCheck('ci/circleci: build')]
  const baseChecks = {
    answered: ['ci/circleci: build'],
    creators: { 'ci/circleci: build': ['circleci[bot]'] },
  }

  it('V39, varied: error by the real CI, success by two others before and after', () => {
    const all = [
      status('dev', 'success', 10),
      status('circleci[bot]', 'error', 11),
      status('mallory[bot]', 'success', 12),
    ]
    expect(verdictOn(check, all, { baseChecks }).state).toBe('failed')
    expect(verdictOn(check, all.toReversed(), { baseChecks }).state).toBe('failed')
    expect(verdictOn(check, all).state).toBe('failed')
  })
  it('V39, varied: the real CI passes, whatever others say after it', () => {
    const all = [status('circleci[bot]', 'success', 20), status('dev', 'failure', 30)]
    expect(verdictOn(check, all, { baseChecks }).state).toBe('passed')
  })
  it('V39, varied: still pending by the real CI is waited for', () => {
    const all = [status('dev', 'success', 30), status('circleci[bot]', 'pending', 20)]
    expect(verdictOn(check, all, { baseChecks }).state).toBe('pending')
  })

  it('V40, varied: pinned by a ruleset to the App, told by the base where the status names no App', () => {
    const pinned = [aCheck('ci/circleci: build', { appId: 18_001 }), aCheck('lint')]
    const lint = ran('lint.yml', {}, 'lint', 1)
    expect(verdictOn(pinned, [status('circleci[bot]', 'success', 10, 18_001), lint]).state).toBe('passed')
    expect(verdictOn(pinned, [status('circleci[bot]', 'success', 10), lint], { baseChecks }).state).toBe(
      'passed',
    )
    expect(verdictOn(pinned, [status('dev', 'success', 10), lint], { baseChecks, now: LATE }).state).not.toBe(
      'passed',
    )
  })
})
