import { describe, expect, it } from 'vitest'
import type { FileChange } from '../../../src/domain/candidate/patch.ts'
import type { FileClass } from '../../../src/domain/judgement/measures.ts'
import { Settings } from '../../../src/domain/settings.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { comparedGates } from '../../../src/stages/gates/gates.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const IDS = ['one', 'two', 'three'] as const
const PATH = 'test/fixtures/a.json'

interface Fixture {
  readonly path?: string
  readonly status?: FileChange['status']
  readonly class?: FileClass
}

function withFixture(id: (typeof IDS)[number], hash: string | undefined, fixture: Fixture = {}): GateCase {
  const { path = PATH, status = 'modified', class: fileClass = 'fixture' } = fixture
  const place = IDS.indexOf(id)
  if (hash === undefined) return aCase({ id, place })
  return aCase({
    id,
    place,
    patch: aPatch(id, [aFile('src/client.js'), aFile(path, { status })]),
    measures: someMeasures({
      patchId: id,
      files: [
        { path: 'src/client.js', class: 'source' },
        { path, class: fileClass },
      ],
      fixtures: [{ path, hash }],
    }),
  })
}

const gatesOf = (all: readonly GateCase[]) =>
  all.flatMap((one) => comparedGates(one, all).map((result) => `${one.id}: ${result.reason}`))

describe('fixtures differ', () => {
  it('A9: rejects each candidate whose fixture is not the same as another one', () => {
    expect(gatesOf([withFixture('one', 'a'), withFixture('two', 'b')])).toEqual([
      'one: changes a test fixture of its own: `test/fixtures/a.json` is not the same as in `two`',
      'two: changes a test fixture of its own: `test/fixtures/a.json` is not the same as in `one`',
    ])
  })

  it('keeps those who left a fixture as the base has it', () => {
    expect(gatesOf([withFixture('one', 'a'), withFixture('two', undefined)])).toHaveLength(1)
  })

  it('V31: takes cases that only are added, and files that are new, for no variance', () => {
    const grown = (id: (typeof IDS)[number], hash: string) => {
      const one = withFixture(id, hash)
      return {
        ...one,
        measures: someMeasures({ ...one.measures, fixtures: [{ path: PATH, hash, grows: true }] }),
      }
    }
    expect(gatesOf([grown('one', 'a'), grown('two', 'b')])).toEqual([])
    expect(gatesOf([grown('one', 'a'), withFixture('two', undefined)])).toEqual([])
    expect(gatesOf([grown('one', 'a'), withFixture('two', 'b')])).toEqual([
      'two: changes a test fixture of its own: `test/fixtures/a.json` is not the same as in `one`',
    ])
  })

  it('says nothing of the same change, of a fixture only one has, of new snapshots, of variance that is declared', () => {
    const added = { status: 'added' } as const
    const snapshot = { ...added, path: 'test/__snapshots__/a.snap', class: 'snapshot' } as const
    expect(gatesOf([withFixture('one', 'a'), withFixture('two', 'a')])).toEqual([])
    expect(gatesOf([withFixture('one', 'a', added), withFixture('two', undefined)])).toEqual([])
    expect(gatesOf([withFixture('one', 'a', added), withFixture('two', 'b', added)])).toEqual([])
    expect(gatesOf([withFixture('one', 'a', snapshot), withFixture('two', 'b', snapshot)])).toEqual([])
    const both = (status: 'added' | 'modified') =>
      (['one', 'two'] as const).map((id) => withFixture(id, id, { ...snapshot, status }))
    expect(gatesOf(both('modified'))).toHaveLength(2)
    const besides = withFixture('one', 'a', snapshot)
    const others = [aFile('test/other.snap', { status: 'added' }), aFile(snapshot.path)]
    const changed = { ...besides, patch: aPatch('one', others) }
    expect(gatesOf([changed, withFixture('two', 'b', snapshot)])).toHaveLength(1)
    const settings = Settings.parse({ gates: { fixtures_may_differ: true } })
    const declared = [withFixture('one', 'a'), withFixture('two', 'b')].map((one) => ({ ...one, settings }))
    expect(gatesOf(declared)).toEqual([])
  })
})

describe('the same patch', () => {
  it('V15: is no reason to reject anybody', () => {
    const same = (id: (typeof IDS)[number]) =>
      aCase({ id, place: IDS.indexOf(id), measures: someMeasures({ patchId: 'same' }) })
    expect(gatesOf([same('three'), same('one'), same('two')])).toEqual([])
  })
})

describe('score with gates that compare', () => {
  const measures = someMeasures({ patchId: 'same' })
  const attemptOf = (id: string, confidence = 0.9) => {
    const outcome = anOutcome(id, { confidence })
    return anAttempt(id, { outcome: outcome.kind === 'patch' ? { ...outcome, measures } : outcome })
  }
  const candidates = IDS.slice(0, 2).map((id, index) => candidateFacts(id, aPullRequest(id, index + 1)))
  const speculation = aSpeculation({}, ['one', 'two'])
  const resultsOf = (attempts: ReturnType<typeof attemptOf>[]) =>
    Object.fromEntries(
      score({ speculation, attempts, candidates, now: NOW }).rows.map((row) => [row.candidate, row.result]),
    )

  it('V15: rejects no identical patch once everybody has been heard', () => {
    expect(resultsOf([attemptOf('one'), attemptOf('two')])).toEqual({ one: 'hold', two: 'hold' })
    expect(resultsOf([attemptOf('two'), attemptOf('one')])).toEqual({ one: 'hold', two: 'hold' })
  })

  it('rejects nobody for a comparison while somebody is still writing', () => {
    const writing = aRunningAttempt('one')
    expect(resultsOf([writing, attemptOf('two')])).toEqual({ one: 'waiting', two: 'hold' })
  })

  it('lets the later one stand when the first is rejected for itself', () => {
    expect(resultsOf([attemptOf('one', 0.1), attemptOf('two')])).toEqual({ one: 'reject', two: 'hold' })
  })
})
