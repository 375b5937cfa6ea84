import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { CellOutcome } from '../../../src/domain/proof/proof.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { renderTerminalTable } from '../../../src/messages/terminal/terminal-table.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { policyNotes } from '../../../src/stages/policies/policy-text.ts'
import { replay } from '../../../src/stages/replay.ts'
import { provedRows } from '../../../src/stages/score/columns/proved-rows.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import {
  commitsOf,
  fails,
  MINIMAL,
  matrixOf,
  needs,
  PATTERN,
  PROOF_SETTINGS,
  proved,
  REFACTOR,
} from '../worlds/a-proof.ts'
import { aWorld, IDS, write } from '../worlds/a-world.ts'

describe('tests that are run on each other', () => {
  it.each([
    ['waits', [], false],
    ['rejects everybody', [...IDS], true],
  ])('are not offered where a run %s', async (_, red, isJudged) => {
    const world = await aWorld({ settings: 'verifier:\n  checks: [lint, test]\n' })
    await world.label(world.number, 'speculate')
    await write(world)
    if (isJudged) await world.checksAnswer([...red])
    await world.wake()
    expect(world.issue().comments[0]?.body).not.toContain('cross-checked')
  })

  it('are run once, on those that passed, as they are published; nobody is judged before', async () => {
    const { world, asked, waiting, decision } = await proved((one) => matrixOf(one, { [MINIMAL]: {} }), {
      red: [REFACTOR],
    })
    expect(waiting).toContain('waits for the tests of its rivals')
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ candidate: 'proof', toolchain: 'proof' })
    expect(commitsOf(asked[0]).map(({ candidate, commit }) => [candidate, commit])).toEqual(
      [MINIMAL, PATTERN].map((id) => [id, world.headOf(id)]),
    )
    expect(decision).toMatchObject({ kind: 'promote', candidate: MINIMAL })
    const before = world.changes.length
    await world.wake()
    expect(world.changes.slice(before)).toEqual([])
  })

  it('E2: let one that is proven win before one that is not, whatever their scores', async () => {
    // Alone with the others, the one planned first would win.
    const { decision, row, comment, scoreboard, entries } = await proved((one) =>
      matrixOf(one, { [PATTERN]: { base: needs, [MINIMAL]: needs, [REFACTOR]: needs } }),
    )
    expect(decision).toMatchObject({ kind: 'promote', candidate: PATTERN })
    expect(decision?.reason).toContain(
      'brings `test/pattern-extraction.test.js`, which fails on the base and passes here',
    )
    expect(decision?.reason).toContain('no other that passed is proven')
    expect(row(MINIMAL)).toMatchObject({ result: 'hold', proof: { isProven: false, holds: true } })
    expect(row(MINIMAL)?.reason).toBe(
      'passes every check, but passes no test that fails on the base, while `pattern-extraction` does',
    )
    expect(comment).toContain('| Tests | base | `minimal-change` | `refactor-heavy` | `pattern-extraction` |')
    expect(comment).toContain(
      '| `test/pattern-extraction.test.js` (from `pattern-extraction`) | fail | not applicable | not applicable | pass |',
    )
    const reported = renderWhy(entries, undefined, 200)
    expect(reported).toContain("3 candidates and the base were run on each other's tests by node:test")
    const terminal =
      scoreboard && renderTerminalTable(scoreboard, { color: false, width: 100, notes: policyNotes })
    expect(terminal).toContain('test/pattern-extraction.test.js (from pattern-extraction)')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('lead to the jobs that ran them, where these are of this repository', async () => {
    const pages = [
      { run: 'one', url: 'https://forge.test/acme/payments/actions/runs/7/job/8' },
      { run: 'two', url: 'https://elsewhere.test/acme/payments/actions/runs/7/job/9' },
    ]
    const { comment, scoreboard, entries } = await proved((one) => {
      const outcome = matrixOf(one, { [PATTERN]: { [MINIMAL]: fails } })
      if (outcome.kind !== 'proof') throw new Error('no proof')
      const { matrix } = outcome
      const cells = matrix.cells.map((cell) => ({
        ...cell,
        run: cell.state.kind === 'base' ? 'two' : cell.tests.kind === 'base' ? 'three' : 'one',
      }))
      return { ...outcome, matrix: { ...matrix, cells, pages } }
    })
    const [page] = pages
    const word = (text: string) => `[${text}](${page?.url})`
    expect(comment).toContain(
      `| \`test/pattern-extraction.test.js\` (from \`pattern-extraction\`) | fail | ${word('**fail**')} | ${word('pass')} | ${word('pass')} |`,
    )
    expect(comment).toContain("| the base's own tests | pass | pass | pass | pass |")
    expect(comment).not.toContain('elsewhere.test')
    const terminal =
      scoreboard && renderTerminalTable(scoreboard, { color: false, width: 100, notes: policyNotes })
    expect(terminal).not.toContain('https:')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('reject who fails a test that a rival brings and others pass, before any score', async () => {
    const { decision, row, comment, entries } = await proved((one) =>
      matrixOf(one, { [PATTERN]: { [MINIMAL]: fails } }),
    )
    expect(decision).toMatchObject({ kind: 'promote', candidate: REFACTOR })
    expect(row(MINIMAL)).toMatchObject({ result: 'reject', gates: [{ gate: 'refuted' }] })
    expect(row(MINIMAL)?.score).toBeUndefined()
    expect(row(MINIMAL)?.reason).toBe(
      'fails `test/pattern-extraction.test.js`, a test that `pattern-extraction` brings; it also fails on the base, so it shows the bug',
    )
    expect(comment).toContain('`minimal-change` fails `test/pattern-extraction.test.js`')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('reject who fails the tests of the base as they stood', async () => {
    const { decision, row, comment } = await proved((one) => matrixOf(one, {}, { [MINIMAL]: fails }))
    expect(row(MINIMAL)).toMatchObject({ result: 'reject', gates: [{ gate: 'base tests' }] })
    expect(decision).toMatchObject({ kind: 'promote', candidate: REFACTOR })
    expect(comment).toContain("| the base's own tests | pass | **fail** | pass | pass |")
  })

  it.each<[string, CellOutcome, string]>([
    [
      'ran none',
      { kind: 'not-applicable', reason: 'ended well and counted no test' },
      "the base's own tests were not run: ended well and counted no test.",
    ],
    [
      'fail on the base as a whole',
      { kind: 'failed', failure: 'load', words: 'no such file' },
      "none of the base's own tests passes on the base (`no such file`), so they say nothing about any candidate.",
    ],
  ])('say of nobody that it passes the tests of the base, where these %s', async (_, base, words) => {
    const { comment, scoreboard, entries } = await proved((one) =>
      matrixOf(one, { [PATTERN]: {} }, { base, [MINIMAL]: base, [REFACTOR]: base, [PATTERN]: base }),
    )
    const word = base.kind === 'failed' ? 'fail' : 'not run'
    expect(comment).toContain(`| the base's own tests | ${word} | — | — | — |`)
    expect(comment).toContain(words)
    const terminal =
      scoreboard && renderTerminalTable(scoreboard, { color: false, width: 200, notes: policyNotes })
    expect(terminal).toMatch(new RegExp(`the base's own tests +${word} +— +— +—`))
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('say of whom the tests of the base could not tell, and how many of them were run', async () => {
    const { comment } = await proved((one) => {
      const lost: CellOutcome = { kind: 'not-run', reason: 'its job ended with failure before it could tell' }
      const outcome = matrixOf(one, { [PATTERN]: {} }, { [REFACTOR]: lost })
      if (outcome.kind !== 'proof') throw new Error('no proof')
      return { ...outcome, matrix: { ...outcome.matrix, own: { run: 30, of: 41 } } }
    })
    expect(comment).toContain("| the base's own tests | pass | pass | not run | pass |")
    expect(comment).toContain(
      "; the base's own tests did not run to the end on `refactor-heavy`: its job ended with failure before it could tell; of the base's own tests, 30 of 41 files were run.",
    )
  })

  it('are cases of a file where one adds them to a file of the base', async () => {
    const { comment, decision, row } = await proved((one) => {
      const outcome = matrixOf(one, { [PATTERN]: { [MINIMAL]: fails } })
      if (outcome.kind !== 'proof') throw new Error('no proof')
      const grown = [{ candidate: PATTERN, file: `test/${PATTERN}.test.js` }]
      return { ...outcome, matrix: { ...outcome.matrix, grown } }
    })
    const file = '`test/pattern-extraction.test.js`'
    expect(comment).toContain(`| the cases that \`pattern-extraction\` adds to ${file} | fail |`)
    expect(row(MINIMAL)?.reason).toBe(
      `fails the cases that \`pattern-extraction\` adds to ${file}; they also fail on the base, so they show the bug`,
    )
    expect(decision?.reason).toContain(
      `passes the cases that \`pattern-extraction\` adds to ${file}, which fail on the base`,
    )
    expect(row(PATTERN)?.proof?.words).toBe(`adds cases to ${file}, which fail on the base and pass here`)
  })

  it('leave it to a human where two refute each other', async () => {
    const { decision, comment, entries, world } = await proved(
      (one) => matrixOf(one, { [MINIMAL]: { [PATTERN]: fails }, [PATTERN]: { [MINIMAL]: fails } }),
      { red: [REFACTOR] },
    )
    expect(decision).toEqual({
      kind: 'escalate',
      cause: 'tests-disagree',
      reason:
        "`minimal-change` and `pattern-extraction` fail each other's tests, and nobody passes them all: a human must say which is right.",
    })
    expect(comment).toContain('read the tests that contradict each other')
    expect(world.pulls().filter(({ isOpen }) => isOpen)).toHaveLength(2)
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('are done without where they could not be run, and it is said', async () => {
    const { decision, comment, scoreboard, entries } = await proved(() => ({
      kind: 'failure',
      failure: 'not-installed',
      detail: 'no sandbox can be made here',
      usage: { seconds: 0 },
    }))
    expect(decision).toMatchObject({ kind: 'promote', candidate: MINIMAL })
    expect(scoreboard?.proof).toEqual({ kind: 'not-checked', reason: '`no sandbox can be made here`' })
    expect(comment).toContain('Not cross-checked')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('are run once more where the worker went away, and done without after that', async () => {
    const { asked, decision, scoreboard } = await proved(() => ({
      kind: 'failure',
      failure: 'interrupted',
      detail: 'the worker that ran it stopped answering',
      usage: { seconds: 0 },
    }))
    expect(asked.map(({ number }) => number)).toEqual([1, 2])
    expect(scoreboard?.proof).toMatchObject({ kind: 'not-checked' })
    expect(decision?.kind).toBe('promote')
  })

  it.each([
    ['true', 'promote'],
    ['{ required: true }', 'escalate'],
  ])('that prove nobody, with proof: %s', async (proof, kind) => {
    const { decision, comment } = await proved((one) => matrixOf(one, {}), {
      settings: PROOF_SETTINGS(proof),
    })
    expect(decision?.kind).toBe(kind)
    expect(comment).toContain('No candidate brings a test that fails on the base and passes with it')
    if (kind === 'escalate') expect(decision).toMatchObject({ cause: 'unproven' })
  })

  it('must be run where proof is required: nobody wins because they could not be', async () => {
    const { decision } = await proved(
      () => ({ kind: 'failure', failure: 'internal', detail: '', usage: { seconds: 0 } }),
      { settings: PROOF_SETTINGS('{ required: true }') },
    )
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'unproven' })
    expect(decision?.reason).toContain('The tests were not run on each other: ')
  })

  it.each([
    ['green', true],
    ['red', undefined],
  ])('that are required hold who is not proven in stage %s: %s', (stage, holds) => {
    const row = aRow('one', { head: 'c' })
    const settings = Settings.parse({ proof: { required: true } })
    const plan = { ...aSpeculation().plan, stage: stage as 'green' | 'red' }
    const speculation = aSpeculation({ settings, plan })
    const { rows, proof } = provedRows([row], { speculation, attempts: [], isSpent: false })
    expect(proof?.kind).toBe('not-checked')
    expect(rows[0]?.proof?.holds).toBe(holds)
  })

  it('are not run for one alone that brings none', async () => {
    const { asked, decision, scoreboard } = await proved((one) => matrixOf(one, {}), {
      red: [REFACTOR, PATTERN],
    })
    expect(asked).toEqual([])
    expect(scoreboard?.proof).toMatchObject({ kind: 'not-checked' })
    expect(decision).toMatchObject({ kind: 'promote', candidate: MINIMAL })
  })

  it.each(['', 'proof: false\n'])('are not asked for with the settings %j', async (line) => {
    const { asked, decision, comment, scoreboard, entries } = await proved((one) => matrixOf(one, {}), {
      settings: `${line}verifier:\n  checks: [lint, test]\n`,
    })
    expect(asked).toEqual([])
    expect(decision).toMatchObject({ kind: 'promote', candidate: IDS[0] })
    expect(scoreboard).not.toHaveProperty('proof')
    expect(comment.match(/Not cross-checked.*/g)).toEqual([
      expect.stringContaining('(`proof: true` in `.github/speculate.yml` does)'),
    ])
    expect(comment).not.toContain('| Tests | base |')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('cost one more edit of a comment, and nothing else that is written', async () => {
    const settings = 'verifier:\n  checks: [lint, test]\n'
    const [without, with_] = await Promise.all([
      proved((one) => matrixOf(one, {}), { settings }),
      proved((one) => matrixOf(one, {})),
    ])
    expect(with_.asked).toHaveLength(1)
    expect(with_.world.changes.length - without.world.changes.length).toBe(1)
  })

  it('name what could not be run, and why', async () => {
    const reason = 'its tests stand inside the product’s source and cannot travel by themselves'
    const { comment } = await proved((one) => {
      const outcome = matrixOf(one, { [PATTERN]: {} })
      if (outcome.kind !== 'proof') throw new Error('no proof')
      const left = [{ candidate: MINIMAL, file: 'src/lib.rs', reason }]
      return { ...outcome, matrix: { ...outcome.matrix, left } }
    })
    expect(comment).toContain(`not run was \`src/lib.rs\` of \`minimal-change\`: ${reason}.`)
  })

  it('are run in sequential mode on who would be promoted, and the next one starts where they reject it', async () => {
    const world = await aWorld({
      settings: `proof: true\nverifier:\n  checks: [lint, test]\nspeculation:\n  sequential: true\n`,
    })
    await world.label(world.number, 'speculate')
    const asked: string[][] = []
    const proof = (one: Attempt) => {
      const names = commitsOf(one).map(({ candidate }) => candidate)
      asked.push(names)
      return matrixOf(one, { [names[0] ?? '']: {} }, { [MINIMAL]: fails })
    }
    await write(world, { change: bringing })
    await world.checksAnswer([], [MINIMAL])
    await world.wake()
    await world.agentsAnswer({ proof })
    await world.wake()
    expect(asked).toEqual([[MINIMAL]])
    expect(world.queued.map(({ candidate }) => candidate)).toEqual([REFACTOR])
  })

  it.each([
    ['its test is proof', false, 'promote'],
    ['it fails what others pass', true, 'reject'],
  ])('are run on an entered pull request as on any other: %s', async (_, isWrong, result) => {
    const world = await aWorld({ settings: PROOF_SETTINGS() })
    await world.label(world.number, 'speculate')
    await write(world)
    const head = await world.push('mine', 'src/client.js', 'once\n')
    const id = `pr-${await world.openPullRequest('mine', 'sam')}`
    await world.comment(world.number, `/speculate enter #${id.slice(3)}`, 'maya')
    await write(world)
    await world.checksAnswer()
    for (const name of ['lint', 'test']) await world.report(head, { name, conclusion: 'success' })
    const asked: Attempt[] = []
    const own = { [id]: { base: needs, [MINIMAL]: needs, [REFACTOR]: needs, [PATTERN]: needs } }
    const proof = (one: Attempt) => {
      asked.push(one)
      return matrixOf(one, isWrong ? { [PATTERN]: { [id]: fails } } : own)
    }
    await write(world, { proof })
    expect(asked).toHaveLength(1)
    expect(commitsOf(asked[0]).at(-1)).toMatchObject({ candidate: id, commit: head })
    const { verdict } = (await world.speculation()) ?? {}
    expect(verdict?.scoreboard.rows.find(({ candidate }) => candidate === id)?.result).toBe(result)
    const theirs = world.pulls().find(({ branch }) => branch === 'mine')
    expect(theirs).toMatchObject({ isOpen: true, head })
  })

  it('are done without where the budget is spent, and it is said; where proof is required, a human is asked', async () => {
    const decisions = []
    for (const proof of ['true', '{ required: true }']) {
      const world = await aWorld({
        settings: `${PROOF_SETTINGS(proof)}budget:\n  speculation:\n    tokens: 3000\n`,
      })
      await world.label(world.number, 'speculate')
      const usage = { seconds: 1, inputTokens: 1_000, outputTokens: 0 }
      await write(world, { change: (_, outcome) => ({ ...outcome, usage }) })
      await world.checksAnswer()
      await world.wake()
      expect(world.queued).toEqual([])
      const { verdict } = (await world.speculation()) ?? {}
      expect(verdict?.scoreboard.proof).toEqual({ kind: 'not-checked', reason: 'the budget is spent' })
      decisions.push(verdict?.decision.kind)
      await world.wake()
      expect(world.issue().comments[0]?.body).toContain('Not cross-checked')
    }
    expect(decisions).toEqual(['promote', 'escalate'])
  })
})

/** As if each had added a test. */
function bringing(candidate: string, outcome: AttemptOutcome): AttemptOutcome {
  const [first] = outcome.kind === 'patch' ? outcome.patch.files : []
  if (outcome.kind !== 'patch' || !outcome.measures || !first) return outcome
  const path = `test/${candidate}.test.js`
  const added = { ...first, path, status: 'added' as const, insertions: 5, deletions: 0 }
  const { patch, measures } = outcome
  return {
    ...outcome,
    patch: { ...patch, files: [...patch.files, added] },
    measures: {
      ...measures,
      files: [...measures.files, { path, class: 'test' as const }],
      tests: { ...measures.tests, added: [path], changed: [] },
    },
  }
}
