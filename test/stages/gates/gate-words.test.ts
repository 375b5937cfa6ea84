import { describe, expect, it } from 'vitest'
import type { CheckVerdict } from '../../../src/domain/checks/evidence.ts'
import type { WeakenedTest } from '../../../src/domain/judgement/measures.ts'
import type { CandidateFacts, PullRequestFacts } from '../../../src/domain/run/snapshot.ts'
import { Settings } from '../../../src/domain/settings.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { comparedGates, guardPatch, trippedGates } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { NOW } from '../../builders/story.ts'

/** Gates and their reasons, as they stand on the scoreboard. */
const reported = (candidate: GateCase) =>
  trippedGates(candidate).map(({ gate, reason }) => `${gate}: ${reason}`)
const withFiles = (...files: ReturnType<typeof aFile>[]) => aCase({ patch: aPatch('one', files) })
const link = (path: string, linkTarget?: string) =>
  aFile(path, { mode: '120000', ...(linkTarget !== undefined && { linkTarget }) })

describe('words of the gates over a patch', () => {
  it.each([
    [[], ['empty diff: changes nothing']],
    [[aFile('.github/x')], ['protected path: touches the protected path `.github/x`']],
    [[aFile('vendor/x', { mode: '160000' })], ['submodule: adds a submodule at `vendor/x`']],
    [[link('a/out', '/etc')], ['symbolic link: links `a/out` to a place outside the repository']],
    [
      [aFile('big.json', { bytes: 1_000_001 })],
      ['file size: writes `big.json` with 1000001 bytes; the limit is 1000000'],
    ],
    [[aFile('large.json', { bytes: 1_000_000 })], []],
    [
      ['a', 'b', 'c'].map((name) => aFile(`${name}.png`, { binary: true, status: 'added' })),
      ['binary file: adds the binary file `a.png` and 2 more'],
    ],
    [[aFile('a.js', { status: 'added' })], []],
    [
      [aFile('copy.png', { binary: true, status: 'copied' })],
      ['binary file: adds the binary file `copy.png`'],
    ],
  ])('%j', (files, reasons) => {
    expect(reported(withFiles(...files))).toEqual(reasons)
  })

  it('say of a patch that was not measured that nobody knows it', () => {
    expect(reported(aCase({ measures: undefined }))).toEqual([
      'not measured: could not be measured in time, so nobody knows what is in it',
    ])
  })

  it('count all lines where nobody knows which are hand-written', () => {
    const patch = aPatch('one', [aFile('a.js', { insertions: 400, deletions: 101 })])
    expect(reported(aCase({ patch, measures: undefined }))).toContain(
      'diff size: changes 501 lines; the limit is 500',
    )
  })

  it('name each kind of lines that was counted apart', () => {
    const measured = (apart: NonNullable<GateCase['measures']>['apart']) =>
      reported(aCase({ measures: someMeasures({ written: { insertions: 501, deletions: 0 }, apart }) }))
    const words = 'diff size: changes 501 hand-written lines; the limit is 500'
    expect(measured([])).toEqual([words])
    expect(
      measured([
        { class: 'lock', files: 1, insertions: 30, deletions: 2 },
        { class: 'vendored', files: 2, insertions: 7, deletions: 0 },
      ]),
    ).toEqual([`${words} (counted apart: 32 lock, 7 vendored)`])
  })

  it('name the confidence and what is asked for', () => {
    expect(reported(aCase({ confidence: 0.29 }))).toEqual([
      'confidence: reports a confidence of 0.29; at least 0.3 is asked for',
    ])
  })

  it('know nothing of files that were not measured, in any stage', () => {
    for (const stage of ['red', 'green', 'commit'] as const)
      expect(reported(aCase({ measures: undefined, stage }))).toHaveLength(1)
  })

  it('count what is more of the kind', () => {
    const finding = {
      category: 'security',
      rule: 'eval',
      path: 'a.js',
      line: null,
      detail: 'adds eval',
    } as const
    const weakened = (path: string, line: number | null) =>
      ({ path, line, what: 'skipped', detail: 'refunds' }) as const
    const measured = (overrides: Parameters<typeof someMeasures>[0]) =>
      reported(aCase({ measures: someMeasures(overrides) }))
    expect(measured({ findings: [finding] })).toEqual(['security: adds eval in `a.js` (rule `eval`)'])
    expect(measured({ findings: [finding, finding, finding] })).toEqual([
      'security: adds eval in `a.js` (rule `eval`), and 2 more of the kind',
    ])
    const tests = { added: [], changed: [] }
    expect(
      measured({ tests: { ...tests, weakened: [weakened('a.test.js', null), weakened('b.test.js', 3)] } }),
    ).toEqual(['weakened tests: weakens tests: skips `refunds` in `a.test.js`, and 1 more'])
    const words = (what: WeakenedTest['what'], detail: string) =>
      measured({ tests: { ...tests, weakened: [{ path: 'a.test.js', line: 3, what, detail }] } })
    expect(words('unread', '6 of 9')).toEqual([
      'weakened tests: 6 of 9 test files were too much to read, so weakening cannot be ruled out',
    ])
    expect(words('assertions-weakened', 'adds: toBe(a, 5) → toBeDefined(a)')).toEqual([
      'weakened tests: weakens tests: asks for less (`adds: toBe(a, 5) → toBeDefined(a)`) in `a.test.js`, line 3',
    ])
    expect(words('stubbed', 'add: mock(add)')).toEqual([
      'weakened tests: weakens tests: replaces what is tested (`add: mock(add)`) in `a.test.js`, line 3',
    ])
    const defeat = { path: 'src/a.js', line: 2, what: 'ends-process', detail: 'process.exit(0)' } as const
    expect(measured({ tests: { ...tests, weakened: [], defeated: [defeat, defeat] } })).toEqual([
      'defeats tests: ends the process with success (`process.exit(0)`) in `src/a.js`, line 2, and 1 more',
    ])
    expect(measured({ files: [{ path: 'a.test.js', class: 'test' }] })).toEqual([
      'only tests: changes only tests: `a.test.js`',
    ])
    expect(measured({ files: [] })).toEqual([])
  })
})

/** A patch, and a commit that the forge has made of it. */
const WRITTEN = { ...aPatch('one'), tree: 'a'.repeat(40) }
const FORGES = { oid: 'e'.repeat(40), tree: WRITTEN.tree, parents: [WRITTEN.base] }

describe('words of the gates over what became of a pull request', () => {
  const events = (actor: string | undefined, ours = false) => [
    { kind: 'closed' as const, actor: 'ann', ours: false, at: NOW },
    { kind: 'reopened' as const, actor: 'ann', ours: false, at: NOW },
    { kind: 'closed' as const, actor, ours, at: NOW },
    { kind: 'drafted' as const, actor: 'ann', ours: false, at: NOW },
  ]

  it.each<[string[], Partial<PullRequestFacts>]>([
    [['conflict: conflicts with its base branch'], { mergeable: 'conflicting' }],
    [[], { mergeable: 'unknown' }],
    [
      ['head moved: was taken over: somebody changed it after it was published, its head is `ccccccc` now'],
      { head: 'c'.repeat(40) },
    ],
    [['merged: was merged by a human before the verdict'], { state: 'merged', events: events('maya') }],
    [['closed: was closed by `maya` before the verdict'], { state: 'closed', events: events('maya') }],
    [['closed: was closed before the verdict'], { state: 'closed', events: events(undefined) }],
    [['closed: was closed before the verdict'], { state: 'closed', events: [] }],
    [[], { state: 'closed', events: events('speculate[bot]', true) }],
    [[], { state: 'open', events: events('maya') }],
  ])('%j', (reasons, pullRequest) => {
    expect(reported(aCase({ facts: candidateFacts('one', aPullRequest('one', 21, pullRequest)) }))).toEqual(
      reasons,
    )
  })

  it.each<[string[], Partial<CandidateFacts>]>([
    [
      ['branch taken: could not be published: its branch exists already and holds other commits'],
      { branchHead: 'd'.repeat(40) },
    ],
    [[], { branchHead: aPatch('one').commit }],
    [[], { branchHead: undefined }],
    [[], { branchHead: FORGES.oid, branchCommit: FORGES }],
    [
      ['branch taken: could not be published: its branch exists already and holds other commits'],
      { branchHead: FORGES.oid, branchCommit: { ...FORGES, tree: 'd'.repeat(40) } },
    ],
  ])('without one: %j', (reasons, facts) => {
    expect(reported(aCase({ patch: WRITTEN, facts: { ...candidateFacts('one'), ...facts } }))).toEqual(
      reasons,
    )
  })

  it('take a commit of the forge for the patch when it holds the same tree on the same base', () => {
    const pullRequest = aPullRequest('one', 21, { head: FORGES.oid })
    const facts = (changes: Partial<PullRequestFacts>, more: Partial<CandidateFacts> = {}) =>
      aCase({
        patch: WRITTEN,
        facts: { ...candidateFacts('one', { ...pullRequest, ...changes }), ...more },
      })
    expect(reported(facts({ lastCommit: FORGES }))).toEqual([])
    expect(reported(facts({}, { branchCommit: FORGES }))).toEqual([])
    expect(reported(facts({ lastCommit: { ...FORGES, parents: [FORGES.oid] } }))).toHaveLength(1)
    expect(reported(facts({}))).toHaveLength(1)
  })
})

describe('words of the gates over required checks', () => {
  const check = (verdict: CheckVerdict['verdict'], overrides: Partial<CheckVerdict> = {}): CheckVerdict => ({
    check: 'test',
    verdict,
    reason: 'was skipped',
    ...overrides,
  })
  const judged = (...checks: CheckVerdict[]) =>
    aCase({ verification: { state: 'failed', reason: 'no', checks } })

  it.each<[string[], CheckVerdict[]]>([
    [['required check: fails `test`'], [check('failed')]],
    [['required check: fails `test`: `2 of 14`'], [check('failed', { detail: '2 of 14' })]],
    [['required check: has no result from `test`: it was skipped'], [check('unverified')]],
    [
      ['required check: has no result from `test`: it was skipped: `on drafts`'],
      [check('unverified', { detail: 'on drafts' })],
    ],
    [
      ['migration-risk: fails `test`', 'required check: fails `lint`'],
      [check('failed', { hardFail: 'migration-risk' }), check('failed', { check: 'lint' })],
    ],
    [[], [check('passed'), check('pending'), check('failed', { redOnBase: true })]],
    [['no proof: no'], [check('failed', { redOnBase: true }), check('unverified', { redOnBase: true })]],
    [[], [check('failed', { redOnBase: true }), check('passed', { redOnBase: true })]],
  ])('%j', (reasons, checks) => {
    expect(reported(judged(...checks))).toEqual(reasons)
  })
})

describe('words of the gates over a check that must fail', () => {
  const check = { check: 'test', verdict: 'failed', reason: 'passed, although', mustFail: true } as const
  const judged = (...checks: CheckVerdict[]) =>
    aCase({ verification: { state: 'failed', reason: 'no', checks } })

  it('say that no test fails only of one that was answered, and of one that fails on the base that it is blind', () => {
    expect(reported(judged(check))).toEqual([
      'required check: adds no test that fails: `test` passed, although',
    ])
    expect(reported(judged({ ...check, verdict: 'unverified', reason: 'was skipped' }))).toEqual([
      'required check: has no result from `test`: it was skipped',
    ])
    const lint = { check: 'lint', verdict: 'failed', reason: 'failed' } as const
    expect(reported(judged(lint, { ...check, redOnBase: true }))).toEqual(['no proof: no'])
    expect(reported(judged(check, { ...lint, redOnBase: true }))).toHaveLength(1)
    expect(reported(judged(lint, check))).toHaveLength(2)
  })
})

describe('words of the gates that compare', () => {
  const fixtures = (hash: string) => [{ path: 'test/fixtures/a.json', hash }]
  const changed = aPatch('x', [aFile('src/client.js'), aFile('test/fixtures/a.json')])

  it('name the first candidate of the plan that differs', () => {
    const all = ['one', 'two', 'three'].map((id, place) =>
      aCase({
        id,
        place,
        patch: changed,
        measures: someMeasures({ patchId: 'same', fixtures: fixtures(id) }),
      }),
    )
    const results = all.map((one) => comparedGates(one, all.toReversed()))
    const differs = (id: string) => ({
      gate: 'fixtures differ',
      reason: `changes a test fixture of its own: \`test/fixtures/a.json\` is not the same as in \`${id}\``,
    })
    expect(results).toEqual([[differs('two')], [differs('one')], [differs('one')]])
  })
})

describe('paths', () => {
  const gates = (...files: ReturnType<typeof aFile>[]) =>
    guardPatch(withFiles(...files)).map(({ gate }) => gate)

  it.each([
    '.GITHUB/x',
    'a/GEMINI.md',
    'a/.cursorrules',
    'a/.opencode/agent.md',
    'opencode.json',
    '.codex/config.toml',
    'a/.gemini/settings.json',
    '.mcp.json.',
    'agents.md ',
    '.claude',
    'a/.claude/b',
  ])('protects %s', (path) => {
    expect(gates(aFile(path))).toEqual(['protected path'])
  })

  it.each(['...', 'a/.../b', 'docs/agents.md.txt', 'docs/no-agents.md', 'src/github/a.js'])(
    'lets %s be changed',
    (path) => {
      expect(gates(aFile(path))).toEqual([])
    },
  )

  it.each([
    ['link', '.git'],
    ['link', './/.git/hooks'],
    ['a/link', '../.git'],
    ['a/link', 'b/../../.git'],
    ['a/b/link', '../../../out'],
    ['link', undefined],
  ])('sees a link %s to %s lead outside', (path, target) => {
    expect(gates(link(path, target))).toEqual(['symbolic link'])
  })

  it.each([
    ['link', '.gitx'],
    ['link', 'a/.git'],
    ['a/b/link', '../../src'],
    ['a/link', './b'],
  ])('lets a link %s to %s through', (path, target) => {
    expect(gates(link(path, target))).toEqual([])
  })

  it.each(['./.github', '../.github/workflows', 'b/../../.github', '..//.github'])(
    'sees a link a/link to %s lead into a protected folder or not, by where it ends',
    (target) => {
      expect(gates(link('a/link', target))).toEqual(target === './.github' ? [] : ['protected path'])
    },
  )

  it('takes the target of what is no link for nothing', () => {
    expect(gates(aFile('a', { linkTarget: '/etc/passwd' }))).toEqual([])
  })

  it('guards what a repository adds, also where a file takes the place of a folder, and takes "!" for a letter', () => {
    const settings = Settings.parse({ protected_paths: ['Infra/**', '!docs/**', 'deploy/*'] })
    const touched = (path: string) =>
      guardPatch(aCase({ settings, patch: aPatch('one', [aFile(path)]) })).length
    expect(['deploy', 'deploy/a', 'deploy/a/b'].map(touched)).toEqual([1, 1, 0])
    expect(['infra/main.tf', 'INFRA/.hidden', '!docs/a', 'src/a.js'].map(touched)).toEqual([1, 1, 1, 0])
  })
})
