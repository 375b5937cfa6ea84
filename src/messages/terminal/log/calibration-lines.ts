import type { Calibration } from '../../../domain/judgement/calibration.ts'
import { VerdictKind } from '../../../domain/judgement/verdict-kind.ts'
import { VERDICT_KINDS } from '../../scoreboard/notes/like-this-text.ts'

/** A line for each kind of verdict that has turned out in some way. */
export function calibrationLines({ people, past }: Calibration): string[] {
  const lines = VerdictKind.options.flatMap((kind) => {
    const [kept, right] = [people[kind], past[kind]]
    const said = [
      ...(kept ? [`${kept.right} of ${kept.of} merged and kept by maintainers`] : []),
      ...(right ? [`${right.right} of ${right.of} right among past fixes`] : []),
    ]
    return said.length === 0 ? [] : [`${VERDICT_KINDS[kind].padEnd(WIDTH)}  ${said.join('; ')}`]
  })
  return lines.length === 0 ? ['no verdict has been answered by a maintainer yet'] : lines
}

const WIDTH = Math.max(...Object.values(VERDICT_KINDS).map((words) => words.length))
