import {
  type Checklist,
  ENOUGH_BOXES,
  type OpinionBox,
  routeOf,
  tickedOf,
} from '../../domain/issue/checklist.ts'
import { isOpen } from '../../domain/issue/opinion.ts'

/**
 * What a toolchain could be asked about: the boxes that the rules leave open. None where its answer could not make several candidates of
 * one, be it that there are several anyway, that it is work of a kind that needs none, or that too few boxes are open.
 */
export function boxesToAsk(checklist: Checklist): readonly OpinionBox[] {
  const { work, boxes } = checklist
  const open = boxes.filter(isOpen).map(({ box }) => box)
  const isPossible = tickedOf(boxes).length + open.length >= ENOUGH_BOXES
  return work.kind === 'ordinary' && routeOf(checklist) === 'single' && isPossible ? open : []
}
