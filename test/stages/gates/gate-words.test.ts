import { describe, expect, it } from 'vitest'
import type { WeakenedTest } from '../../../src/domain/judgement/measures.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { comparedGates } from '../../../src/stages/gates/gates.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { link, reported, withFiles } from './reported-gates.ts'

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
      'confidence: reports a confidence of 0.29; at least 0.3 is required',
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
