import { describe, expect, it } from 'vitest'
import {
  BOXES,
  type BoxEvidence,
  type BoxName,
  type Checklist,
  Classification,
  OPINION_BOXES,
} from '../../../src/domain/issue/checklist.ts'
import { type AskedOpinion, isOpen, withOpinion } from '../../../src/domain/issue/opinion.ts'

const NOTHING: Readonly<Record<BoxName, BoxEvidence>> = {
  strategies: { kind: 'one-way' },
  bounded: { kind: 'nothing-named' },
  verifier: { kind: 'quiet-history', commits: 3 },
  'hard-fail': { kind: 'no-hard-fail' },
  explainable: { kind: 'nobody-named' },
  losers: { kind: 'losers-stay', days: 365 },
}
const sign = { where: 'label', text: 'size/XL' } as const
const boxOf = (box: BoxName, ...evidence: BoxEvidence[]) => ({ box, ticked: false, evidence })

function ruled(changes: Partial<Record<BoxName, BoxEvidence>> = {}, isFollowed = true): Classification {
  const boxes = BOXES.map((box) => boxOf(box, changes[box] ?? NOTHING[box]))
  const checklist: Checklist = { work: { kind: 'ordinary' }, boxes }
  return Classification.parse({ checklist, route: 'single', isFollowed })
}

const yes = { yes: true, why: 'Both ends could do it.', files: ['src/a.js'] }
const no = { ...yes, yes: false }
const given = (answers: Extract<AskedOpinion, { kind: 'given' }>['answers']): AskedOpinion => ({
  kind: 'given',
  toolchain: 'codex',
  models: ['gpt-5'],
  answers,
})
const tickedOf = ({ checklist }: Classification) =>
  checklist.boxes.filter(({ ticked }) => ticked).map(({ box }) => box)

describe('an opinion', () => {
  it.each(OPINION_BOXES)('ticks %s where the rules found nothing, and is shown as what it is', (box) => {
    const weighed = withOpinion(ruled(), given({ [box]: yes }))
    expect(Classification.parse(weighed)).toEqual(weighed)
    expect(tickedOf(weighed)).toEqual([box])
    const after = weighed.checklist.boxes.find((one) => one.box === box)
    const said = { kind: 'opinion', toolchain: 'codex', models: ['gpt-5'], ...yes }
    expect(after?.evidence).toEqual([NOTHING[box], said])
  })

  it('that says no leaves the box as it is, and is shown all the same', () => {
    const weighed = withOpinion(ruled(), given({ strategies: no }))
    expect(tickedOf(weighed)).toEqual([])
    expect(weighed.checklist.boxes[0]?.evidence).toHaveLength(2)
  })

  it.each<[BoxName, BoxEvidence, string]>([
    ['bounded', { kind: 'size-said', sign }, 'what a person has said of its size'],
    ['bounded', { kind: 'files-named', files: ['a'], count: 9, folders: 9 }, 'the files that it names'],
    ['bounded', { kind: 'folder-named', folder: 'src', count: 90 }, 'a folder that it names'],
    ['verifier', { kind: 'time-in-review', minutes: 5, changes: 3 }, 'how long reviews took'],
  ])('changes nothing of %s against %j: %s', (box, evidence) => {
    const rules = ruled({ [box]: evidence })
    expect(isOpen(boxOf(box, evidence))).toBe(false)
    expect(withOpinion(rules, given({ [box]: yes }))).toEqual(rules)
  })

  it.each(['hard-fail', 'explainable', 'losers'] as const)('never counts for %s, which is a fact', (box) => {
    expect(isOpen(boxOf(box, NOTHING[box]))).toBe(false)
    const forged = given(Object.fromEntries([[box, yes]]))
    expect(withOpinion(ruled(), forged)).toEqual(ruled())
  })

  it('never takes a tick away', () => {
    const { checklist, ...rest } = ruled()
    const boxes = checklist.boxes.map((box) => ({ ...box, ticked: true }))
    const rules = { ...rest, checklist: { ...checklist, boxes }, route: 'speculate' as const }
    expect(withOpinion(rules, given({ strategies: no, bounded: no, verifier: no }))).toEqual(rules)
  })

  it('makes several candidates of one where it ticks enough boxes', () => {
    const one = withOpinion(ruled(), given({ strategies: yes }))
    const two = withOpinion(ruled(), given({ strategies: yes, bounded: yes }))
    expect([one.route, two.route]).toEqual(['single', 'speculate'])
    expect(withOpinion(ruled({}, false), given({ strategies: yes })).isFollowed).toBe(false)
    expect(withOpinion(ruled({}, false), given({ strategies: yes, bounded: yes })).isFollowed).toBe(true)
  })

  it.each<[string, AskedOpinion | undefined]>([
    ['nobody was asked', undefined],
    ['none was given', { kind: 'none', toolchain: 'codex', why: 'gave no opinion (its time was up)' }],
    ['it says nothing', given({})],
  ])('where %s the rules alone count', (_, opinion) => {
    expect(withOpinion(ruled(), opinion)).toEqual(ruled())
  })
})
