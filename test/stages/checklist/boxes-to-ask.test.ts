import { expect, it } from 'vitest'
import type { Box, Checklist, WorkKind } from '../../../src/domain/issue/checklist.ts'
import { boxesToAsk } from '../../../src/stages/checklist/boxes-to-ask.ts'

const open: readonly Box[] = [
  { box: 'strategies', ticked: false, evidence: [{ kind: 'one-way' }] },
  { box: 'bounded', ticked: false, evidence: [{ kind: 'nothing-named' }] },
  { box: 'verifier', ticked: false, evidence: [{ kind: 'history-unknown' }] },
]
const fact = (ticked: boolean): Box => ({
  box: 'losers',
  ticked,
  evidence: [{ kind: 'losers-go', days: 14 }],
})
const checklist = (boxes: readonly Box[], work: WorkKind = { kind: 'ordinary' }): Checklist => ({
  work,
  boxes: [...boxes],
})
const sign = { where: 'title', text: 'typo' } as const
const closed: Box = { box: 'bounded', ticked: false, evidence: [{ kind: 'size-said', sign }] }

it.each<[string, Checklist, number]>([
  ['all that are open', checklist([...open, fact(true)]), 3],
  ['not those against which somebody has said something', checklist([...open.slice(0, 1), closed]), 0],
  ['none where two are ticked anyway', checklist([...open, fact(true), fact(true)]), 0],
  ['none where too few are open for two', checklist([...open.slice(0, 1), fact(false)]), 0],
  ['one where one more is enough', checklist([...open.slice(0, 1), closed, fact(true)]), 1],
  ['none of mechanical work', checklist([...open, fact(true)], { kind: 'mechanical', sign }), 0],
  ['none of a migration', checklist([...open, fact(true)], { kind: 'design', of: 'migration', sign }), 0],
])('a toolchain is asked about %s', (_name, asked, expected) => {
  expect(boxesToAsk(asked)).toHaveLength(expected)
})
