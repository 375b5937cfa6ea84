import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GraphKey, OpenIssue } from '../../../src/domain/issue/issue-graph.ts'
import { criticalPath } from '../../../src/stages/critical-path/critical-path.ts'
import { estimateOf } from '../../../src/stages/critical-path/estimate-of.ts'
import { propertyRuns } from '../../property-runs.ts'

const DAY = 480

function anOpenIssue(key: GraphKey, overrides: Partial<OpenIssue> = {}): OpenIssue {
  return { key, labels: [], blockedBy: [], ...overrides }
}

describe('estimates', () => {
  it.each([
    ['estimate:3d', 3 * DAY],
    ['estimate: 4h', 240],
    ['Estimate/2w', 10 * DAY],
    ['est:0.5d', 240],
    ['effort 5', 5 * DAY],
    ['estimate:30m', 30],
  ])('are read from the label %s', (label, minutes) => {
    expect(estimateOf({ labels: ['bug', label] })).toBe(minutes)
  })

  it.each([
    ['Estimate', 3, 3 * DAY],
    ['Estimate', 0.5, 240],
    ['Estimate (hours)', 4, 240],
    ['effort_in_weeks', 1, 5 * DAY],
    ['Story points', 2, 2 * DAY],
    ['Estimate (minutes)', 14_400, 30 * DAY],
    ['Size', '3d', 3 * DAY],
    ['Size', ' 4 h ', 240],
    ['Estimate (hours)', '2d', 2 * DAY],
    ['Estimate (hours)', '2', 120],
    ['Size', 'XL', undefined],
    ['Size', '', undefined],
    ['Estimate', -1, undefined],
    ['Estimate', 1e12, undefined],
  ])('are read from the field %s with %s', (field, value, minutes) => {
    expect(estimateOf({ labels: ['bug'], estimate: { field, value } })).toBe(minutes)
  })

  it('of a label go before those of a field', () => {
    expect(estimateOf({ labels: ['est:1d'], estimate: { field: 'Estimate', value: 5 } })).toBe(DAY)
  })

  it.each(['estimate', 'estimated: 3d ago', 'estimate:3x', 'estimate:-3d', 'fastest:3d'])(
    'are not read from the label %s',
    (label) => {
      expect(estimateOf({ labels: [label] })).toBeUndefined()
    },
  )
})

describe('the critical path', () => {
  it('C1: is the longest chain of what blocks each other', () => {
    const issues = [
      anOpenIssue(1, { labels: ['estimate:3d'] }),
      anOpenIssue(2, { blockedBy: [1] }),
      anOpenIssue(3, { blockedBy: [2] }),
      anOpenIssue(4, { blockedBy: [1], labels: ['estimate:4h'] }),
    ]
    const on = { kind: 'on', path: [1, 2, 3], minutes: 5 * DAY }
    expect([1, 2, 3].map((number) => criticalPath(issues, number))).toEqual([on, on, on])
    expect(criticalPath(issues, 4)).toEqual({ kind: 'off', minutes: 3.5 * DAY, longest: 5 * DAY })
    expect(criticalPath(issues, 9)).toBeUndefined()
  })

  it('an issue waits for its sub-issues, and takes no time beside them', () => {
    const issues = [
      anOpenIssue(1),
      anOpenIssue(2, { parent: 1 }),
      anOpenIssue(3, { parent: 1, labels: ['est:2d'] }),
    ]
    expect(criticalPath(issues, 3)).toEqual({ kind: 'on', path: [3, 1], minutes: 2 * DAY })
    expect(criticalPath(issues, 2)?.kind).toBe('off')
  })

  it('of a milestone is the longest of all that it needs, in whatever milestone that is', () => {
    const issues = [
      anOpenIssue(1, { milestone: '1.0' }),
      anOpenIssue(2, { labels: ['estimate:5d'] }),
      anOpenIssue(3, { milestone: '1.0', blockedBy: [2] }),
      anOpenIssue(4, { milestone: '2.0', blockedBy: [3], labels: ['estimate:9d'] }),
    ]
    expect(criticalPath(issues, 3)).toEqual({ kind: 'on', path: [2, 3], minutes: 6 * DAY, milestone: '1.0' })
    expect(criticalPath(issues, 1)).toEqual({ kind: 'off', minutes: DAY, longest: 6 * DAY })
  })

  it('is not there for an issue that nothing hangs together with', () => {
    expect(criticalPath([anOpenIssue(1), anOpenIssue(2)], 1)).toEqual({ kind: 'alone' })
    const alone = [anOpenIssue(1, { milestone: '1.0' }), anOpenIssue(2)]
    expect(criticalPath(alone, 1)).toMatchObject({ kind: 'on', path: [1] })
  })

  it('what is closed, or cannot be read elsewhere, blocks nobody', () => {
    const issue = anOpenIssue(1, { blockedBy: [7, 'acme/ledger#7'], parent: 8 })
    expect(criticalPath([issue], 1)).toEqual({ kind: 'alone' })
  })

  it('goes through what blocks an issue in another repository, whose number may be one of ours', () => {
    const issues = [
      anOpenIssue(1, { labels: ['estimate:2d'] }),
      anOpenIssue(2, { blockedBy: [1, 'acme/ledger#1'] }),
      anOpenIssue('acme/ledger#1', { labels: ['estimate:3d'] }),
    ]
    const on = { kind: 'on', path: ['acme/ledger#1', 2], minutes: 4 * DAY }
    expect(criticalPath(issues, 2)).toEqual(on)
    expect(criticalPath(issues, 1)).toEqual({ kind: 'off', minutes: 3 * DAY, longest: 4 * DAY })
  })

  it("what is elsewhere takes a day, and is in nobody else's milestone", () => {
    const issues = [
      anOpenIssue(1, { milestone: '1.0', blockedBy: ['acme/ledger#1'] }),
      anOpenIssue('acme/ledger#1'),
    ]
    const path = ['acme/ledger#1', 1]
    expect(criticalPath(issues, 1)).toEqual({ kind: 'on', path, minutes: 2 * DAY, milestone: '1.0' })
  })

  it('a cycle that goes through another repository is reported too', () => {
    const issues = [
      anOpenIssue(1, { blockedBy: ['acme/ledger#1'], parent: 'acme/ledger#1' }),
      anOpenIssue('acme/ledger#1'),
    ]
    expect(criticalPath(issues, 1)).toEqual({ kind: 'cycle', issues: ['acme/ledger#1', 1] })
  })

  it('a cycle is reported, and not hung on', () => {
    const issues = [
      anOpenIssue(1),
      anOpenIssue(2, { blockedBy: [1, 4] }),
      anOpenIssue(3, { blockedBy: [2] }),
      anOpenIssue(4, { blockedBy: [3] }),
      anOpenIssue(5, { blockedBy: [4] }),
    ]
    for (const number of [1, 2, 5])
      expect(criticalPath(issues, number)).toEqual({ kind: 'cycle', issues: [3, 4, 2] })
    expect(criticalPath([anOpenIssue(1, { blockedBy: [1] })], 1)).toEqual({ kind: 'alone' })
  })

  it('of ten thousand issues is found at once', () => {
    const issues = Array.from({ length: 10_000 }, (_, n) =>
      anOpenIssue(n + 1, { blockedBy: n > 0 ? [n] : [] }),
    )
    expect(criticalPath(issues, 5_000)).toMatchObject({ kind: 'on', minutes: 10_000 * DAY })
  })
})

/** Every chain of work, walked one by one. */
function byBruteForce(issues: readonly OpenIssue[], key: GraphKey) {
  const all = new Map(issues.map((issue) => [issue.key, issue]))
  const before = ({ key: own, blockedBy }: OpenIssue) => [
    ...blockedBy.filter((one) => all.has(one)),
    ...issues.filter(({ parent }) => parent === own).map((sub) => sub.key),
  ]
  const weight = (issue: OpenIssue) =>
    estimateOf(issue) ?? (issues.some(({ parent }) => parent === issue.key) ? 0 : DAY)
  const { milestone } = all.get(key) ?? {}
  let scope = new Set<GraphKey>(
    milestone === undefined
      ? [key]
      : issues.filter((one) => one.milestone === milestone).map((one) => one.key),
  )
  for (let size = 0; size !== scope.size; ) {
    size = scope.size
    const wider = issues.filter((one) => {
      const needsIt = milestone === undefined && before(one).some((each) => scope.has(each))
      const isNeeded = issues.some((other) => scope.has(other.key) && before(other).includes(one.key))
      return scope.has(one.key) || needsIt || isNeeded
    })
    scope = new Set(wider.map((one) => one.key))
  }
  let hasCycle = false
  const chains: { readonly has: boolean; readonly minutes: number }[] = []
  const walk = (at: GraphKey, seen: readonly GraphKey[], minutes: number) => {
    if (seen.includes(at)) {
      hasCycle = true
      return
    }
    const issue = all.get(at)
    if (!issue) return
    const walked = [...seen, at]
    const total = minutes + weight(issue)
    chains.push({ has: walked.includes(key), minutes: total })
    for (const each of before(issue)) if (scope.has(each)) walk(each, walked, total)
  }
  for (const each of scope) walk(each, [], 0)
  if (hasCycle) return { kind: 'cycle' }
  if (milestone === undefined && scope.size === 1) return { kind: 'alone' }
  const longest = Math.max(...chains.map(({ minutes }) => minutes))
  const through = Math.max(...chains.filter(({ has }) => has).map(({ minutes }) => minutes))
  return through === longest ? { kind: 'on', minutes: longest } : { kind: 'off', minutes: through, longest }
}

const SIZE = 7
/** Their numbers are some of ours. */
const ELSEWHERE = ['acme/ledger#1', 'acme/ledger#2', 'other/ledger#1'] as const
const someEstimate = fc.constantFrom(
  undefined,
  undefined,
  { field: 'Estimate', value: 3 },
  { field: 'Estimate (hours)', value: 4 },
  { field: 'Size', value: '2d' },
  { field: 'Size', value: 'XL' },
)
const someLabels = fc
  .constantFrom('', 'estimate:1d', 'estimate:2d', 'estimate:4h', 'estimate:0d')
  .map((label) => (label === '' ? [] : [label]))
const someIssues = fc
  .record({
    number: fc.integer({ min: 1, max: SIZE }),
    given: fc.array(
      fc.record({
        labels: someLabels,
        estimate: someEstimate,
        milestone: fc.constantFrom(undefined, undefined, '1.0', '2.0'),
        parent: fc.option(fc.integer({ min: 1, max: SIZE }), { nil: undefined, freq: 3 }),
        blockedBy: fc.array(fc.integer({ min: 1, max: SIZE }), { maxLength: 3 }),
        blockedElsewhere: fc.subarray([...ELSEWHERE], { maxLength: 2 }),
      }),
      { minLength: SIZE, maxLength: SIZE },
    ),
    /** The others are closed, or nobody may read them. */
    readable: fc.subarray([...ELSEWHERE]),
    elsewhere: fc.record({
      labels: someLabels,
      estimate: someEstimate,
      /** A sub-issue of ours, or one that ours is a sub-issue of. */
      parent: fc.option(fc.integer({ min: 1, max: SIZE }), { nil: undefined, freq: 1 }),
      subIssue: fc.option(fc.integer({ min: 1, max: SIZE }), { nil: undefined, freq: 1 }),
    }),
    isOrdered: fc.boolean(),
  })
  .map(({ number, given, readable, elsewhere, isOrdered }) => {
    const ours = given.map(
      ({ labels, estimate, milestone, parent, blockedBy, blockedElsewhere }, index): OpenIssue => {
        const own = index + 1
        // Half of the graphs have no cycle.
        const isInOrder = parent !== own && (!isOrdered || parent === undefined || parent > own)
        const above = elsewhere.subIssue === own && !isOrdered ? ELSEWHERE[0] : parent
        return {
          ...{ key: own, labels, estimate, milestone },
          parent: isInOrder ? above : undefined,
          blockedBy: [
            ...blockedBy.filter((one) => one !== own && (!isOrdered || one < own)),
            ...blockedElsewhere,
          ],
        }
      },
    )
    const { labels, estimate, parent } = elsewhere
    const others = readable.map((key): OpenIssue => ({ ...{ key, labels, estimate, parent }, blockedBy: [] }))
    return { issues: [...ours, ...others], number }
  })

it('C1: the critical path agrees with every chain walked one by one, on 1,000 random graphs', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(someIssues, ({ issues, number }) => {
      const found = criticalPath(issues, number)
      const expected = byBruteForce(issues, number)
      expect(found).toMatchObject(expected)
      const goesElsewhere = found?.kind === 'on' && found.path.some((key) => typeof key === 'string')
      const kind = goesElsewhere ? 'on, elsewhere' : expected.kind
      seen.set(kind, (seen.get(kind) ?? 0) + 1)
    }),
    propertyRuns(1_000),
  )
  expect([...seen.keys()].sort()).toEqual(['alone', 'cycle', 'off', 'on', 'on, elsewhere'])
})
