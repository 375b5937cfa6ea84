import { describe, expect, it } from 'vitest'
import { IssueBlock } from '../../../src/domain/issue/issue-block.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { plan } from '../../../src/stages/plan/plan.ts'
import { aCheck } from '../../builders/checks/required-check.ts'

const input = {
  settings: Settings.parse({}),
  block: undefined,
  branch: 'main',
  branchChecks: [aCheck('test')],
  workflowJobs: [],
  toolchains: ['codex', 'claude'],
}

function planned(overrides: Partial<Parameters<typeof plan>[0]>) {
  const result = plan({ ...input, ...overrides })
  if (result.kind !== 'planned') throw new Error(`refused: ${result.refusal.kind}`)
  return result
}

const block = IssueBlock.parse({
  candidates: [
    { id: 'fix-a', strategy: 'move retry loop', constraints: ['no schema changes'] },
    { id: 'fix-b', strategy: 'idempotency key', toolchain: 'claude' },
  ],
})

describe('plan', () => {
  it('B1: uses the three default roles when nobody names strategies', () => {
    const { plan: made } = planned({})
    expect(made.source).toBe('defaults')
    expect(made.briefs.map((brief) => brief.id)).toEqual([
      'minimal-change',
      'refactor-heavy',
      'pattern-extraction',
    ])
    expect(made.briefs.map((brief) => brief.tag)).toEqual(['primary', 'alt1', 'alt2'])
  })

  it('prefers the issue to the settings and the settings to the defaults', () => {
    const settings = Settings.parse({ candidates: [{ id: 'house-way', strategy: 'as we do it' }] })
    expect(planned({ settings }).plan).toMatchObject({ source: 'repository', briefs: [{ id: 'house-way' }] })
    expect(planned({ settings, block }).plan).toMatchObject({
      source: 'issue',
      briefs: [{ id: 'fix-a' }, { id: 'fix-b' }],
    })
  })

  it('says which settings are not the own ones of the repository', () => {
    const keys = ['verifier.checks', 'attempt_minutes', ...Array.from({ length: 7 }, (_, n) => `key_${n}`)]
    const { plan: made } = planned({ account: { file: '.github/speculate.yml of acme/.github', keys } })
    expect(made.notes).toContain(
      'Settings of the account act here, from `.github/speculate.yml of acme/.github`: `verifier.checks`, `attempt_minutes`, `key_0`, `key_1`, `key_2`, `key_3`, `key_4`, `key_5` and 1 more.',
    )
    expect(made.account?.keys).toEqual(keys)
    expect(planned({}).plan.notes.join()).not.toContain('account')
  })

  it('C2: hands toolchains out in turn, unless a strategy names one', () => {
    expect(planned({}).plan.briefs.map((brief) => brief.toolchain)).toEqual(['codex', 'claude', 'codex'])
    expect(planned({ block }).plan.briefs.map((brief) => brief.toolchain)).toEqual(['codex', 'claude'])
  })

  it('asks a planner only where nobody names strategies, and hands its strategies out to the same toolchains', () => {
    const settings = Settings.parse({ planner: { toolchain: 'codex', candidates: 4 } })
    const made = planned({ settings }).plan
    expect(made.proposing).toEqual({ toolchain: 'codex', candidates: 4, among: ['codex', 'claude'] })
    expect(made.briefs).toEqual(planned({}).plan.briefs)
    expect(planned({ settings, block }).plan.proposing).toBeUndefined()
    const named = { ...settings, candidates: block.candidates }
    expect(planned({ settings: named }).plan.proposing).toBeUndefined()
  })

  it.each([
    ['the planner itself', { planner: 'gemini' }, 'gemini'],
    [
      'the toolchain of a fourth strategy',
      { planner: { toolchain: 'codex', candidates: 4 }, toolchains: ['codex', 'claude', 'codex', 'aider'] },
      'aider',
    ],
  ])('refuses a planner when the operator has not configured %s', (_, given, toolchain) => {
    const refused = plan({ ...input, settings: Settings.parse(given) })
    expect(refused).toMatchObject({ kind: 'refuse', refusal: { kind: 'unknown-toolchain', toolchain } })
  })

  const red = Settings.parse({
    stage: 'red',
    verifier: { checks: [{ name: 'unit', fails_in_red: true }, 'lint'] },
  })

  it('makes the check that runs the tests one that must fail in stage red, and only there', () => {
    const failing = (made: { checks: readonly { name: string; mustFail?: true | undefined }[] }) =>
      made.checks.flatMap(({ name, mustFail }) => (mustFail ? [name] : []))
    expect(failing(planned({ settings: red }))).toEqual(['unit'])
    expect(failing(planned({ settings: { ...red, stage: 'green' } }))).toEqual([])
    expect(failing(planned({ settings: red, block: { ...block, stage: 'commit' } }))).toEqual([])
  })

  it('refuses stage red while nothing says which check runs the tests', () => {
    expect(plan({ ...input, settings: Settings.parse({ stage: 'red' }) })).toEqual({
      kind: 'refuse',
      refusal: { kind: 'no-red-check' },
    })
  })

  it('says what competes where it is not implementations', () => {
    expect(planned({ settings: red }).plan.notes).toEqual([
      'Tests compete (stage `red`): `unit` must fail, and all else must pass.',
      '`properties` is written by `codex` as well.',
    ])
    expect(planned({ settings: Settings.parse({ stage: 'commit' }) }).plan.notes).toEqual([
      'Refactorings compete (stage `commit`): behaviour must stay as it is.',
      '`inline` is written by `codex` as well.',
    ])
  })

  it.each(['red', 'green', 'commit'] as const)('B7: has three roles of its own for stage %s', (stage) => {
    const { briefs } = planned({ settings: { ...red, stage } }).plan
    expect(briefs).toHaveLength(3)
    const four = planned({ settings: { ...red, stage, toolchains: ['codex', 'claude', 'codex', 'claude'] } })
    expect(four.plan.briefs.slice(0, 3).map(({ id }) => id)).toEqual(briefs.map(({ id }) => id))
    expect(new Set(four.plan.briefs.map(({ strategy }) => strategy)).size).toBe(4)
  })

  it('says before anything is paid for when reviews can never be enough', () => {
    const reviews = (required_approvals: number) =>
      planned({
        settings: Settings.parse({
          speculation: { adversarial_review: { enabled: true, required_approvals } },
        }),
      }).plan.notes
    const again = '`pattern-extraction` is written by `codex` as well.'
    expect(reviews(1)).toEqual([again])
    expect(reviews(2)).toEqual([
      again,
      'No candidate can be promoted: 2 approvals by reviewers are required, and there can be only 1.',
    ])
  })

  it('says when fewer than three candidates compete', () => {
    expect(planned({ block }).plan.notes).toEqual([
      'Only two candidates were asked for: fewer than three give little to compare.',
    ])
    expect(planned({ toolchains: ['codex', 'claude', 'gemini'] }).plan.notes).toEqual([])
  })

  const FIVE = ['codex', 'claude', 'opencode', 'gemini', 'aider']
  const named = (count: number) => ({
    settings: Settings.parse({ toolchains: FIVE.slice(0, count) }),
    toolchains: FIVE,
  })
  const writers = (made: ReturnType<typeof planned>) => made.plan.briefs.map(({ toolchain }) => toolchain)

  it.each([2, 3, 4])('lets %i candidates compete where a repository names so many toolchains', (count) => {
    const made = planned(named(count))
    expect(writers(made)).toEqual(FIVE.slice(0, count))
    expect(made.plan.notes.filter((note) => /again|nothing|writes/.test(note))).toEqual([])
  })

  it('says of a fifth toolchain that it writes nothing', () => {
    const made = planned(named(5))
    expect(writers(made)).toEqual(FIVE.slice(0, 4))
    expect(made.plan.notes).toEqual([
      '`aider` writes nothing: there are four candidates, and each has its toolchain.',
    ])
  })

  it('says of every toolchain that the candidates of an issue leave over, and of every one that writes again', () => {
    expect(planned({ ...named(4), block }).plan.notes).toContain(
      '`opencode` and `gemini` write nothing: there are two candidates, and each has its toolchain.',
    )
    const three = Settings.parse({
      candidates: ['a', 'b', 'c'].map((id) => ({ id, strategy: id })),
      toolchains: ['codex', 'claude'],
    })
    expect(planned({ settings: three }).plan.notes).toEqual(['`c` is written by `codex` as well.'])
  })

  it('says so when there is but one toolchain, which writes all of them', () => {
    const made = planned(named(1))
    expect(writers(made)).toEqual(['codex', 'codex', 'codex'])
    expect(made.plan.notes).toEqual(['`codex` writes all three candidates: it is the only toolchain here.'])
  })

  it('lets whoever starts the run name toolchains over the head of the repository, also one twice', () => {
    const made = planned({ ...named(3), asked: ['gemini', 'gemini', 'codex'] })
    expect(writers(made)).toEqual(['gemini', 'gemini', 'codex'])
    expect(made.plan.notes).toEqual([])
  })

  it('judges by the checks of the branch and of the settings together, each once, pinned as closely as either says', () => {
    const settings = Settings.parse({
      verifier: {
        checks: [
          'lint',
          { name: 'test', workflow: '.github/workflows/ci.yml' },
          { name: 'risk', hard_fail: 'security' },
        ],
        deadline_minutes: 5,
      },
    })
    expect(planned({ settings, branchChecks: [aCheck('test', { appId: 15368 })] }).checks).toEqual([
      { name: 'lint', source: '.github/speculate.yml', deadlineMinutes: 5 },
      { name: 'risk', source: '.github/speculate.yml', deadlineMinutes: 5, hardFail: 'security' },
      {
        name: 'test',
        source: 'ruleset',
        deadlineMinutes: 5,
        appId: 15368,
        workflow: '.github/workflows/ci.yml',
        appSlug: 'github-actions',
        event: 'pull_request',
      },
    ])
  })

  describe('pins a check by the workflow of the base that runs it', () => {
    const ci = '.github/workflows/ci.yml'
    const job = (name: string, workflow = ci, matrix = false) => ({ workflow, name, matrix })
    const pins = (workflowJobs: Parameters<typeof plan>[0]['workflowJobs'], check = {}) => {
      const { checks } = planned({ branchChecks: [aCheck('test', check)], workflowJobs })
      return { appSlug: checks[0]?.appSlug, workflow: checks[0]?.workflow, event: checks[0]?.event }
    }
    const byActions = { appSlug: 'github-actions', event: 'pull_request' }

    it('by app, file and event where one file runs it', () => {
      expect(pins([job('lint'), job('test')])).toEqual({ ...byActions, workflow: ci })
      expect(pins([job('test', ci, true)], { name: 'test (22)' })).toEqual({ ...byActions, workflow: ci })
    })

    it('by app and event alone where two files run it', () => {
      expect(pins([job('test'), job('test', '.github/workflows/two.yml')])).toMatchObject(byActions)
      expect(pins([job('test'), job('test', '.github/workflows/two.yml')]).workflow).toBeUndefined()
    })

    it('not at all where it is not certain', () => {
      const nothing = { appSlug: undefined, workflow: undefined, event: undefined }
      expect(pins([job('tests'), job('test', ci, true)])).toEqual(nothing)
      expect(pins([job('test')], { appId: 77 })).toEqual(nothing)
    })
  })

  it('refuses when nothing says what must pass', () => {
    expect(plan({ ...input, branchChecks: [] })).toEqual({
      kind: 'refuse',
      refusal: { kind: 'no-verifier', branch: 'main' },
    })
  })

  it('refuses when no toolchain is configured', () => {
    expect(plan({ ...input, toolchains: [] })).toMatchObject({ refusal: { kind: 'no-toolchain' } })
  })

  it('refuses a toolchain that the operator has not configured', () => {
    const settings = Settings.parse({ toolchains: ['codxe'] })
    expect(plan({ ...input, settings })).toMatchObject({
      refusal: { kind: 'unknown-toolchain', toolchain: 'codxe', configured: ['codex', 'claude'] },
    })
  })
})

describe('the invariants and notes of a plan', () => {
  const ours = Settings.parse({ invariants: ['keep the interface'] })

  it('holds what the repository asks of everybody, then what the issue asks', () => {
    expect(planned({ settings: ours }).plan.invariants).toEqual(['keep the interface'])
    const more = { ...block, invariants: ['no new dependency'] }
    expect(planned({ settings: ours, block: more }).plan.invariants).toEqual([
      'keep the interface',
      'no new dependency',
    ])
  })

  it('says that a single candidate is no competition', () => {
    const settings = Settings.parse({ candidates: [{ id: 'only', strategy: 'as we do it' }] })
    expect(planned({ settings }).plan.notes).toEqual([
      'Only one candidate was asked for: fewer than three give little to compare.',
      '`claude` writes nothing: there is one candidate, and it has its toolchain.',
    ])
  })
})
