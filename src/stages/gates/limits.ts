import type { Measures } from '../../domain/measures.ts'
import { changedLines } from '../../domain/patch.ts'
import type { GateResult } from '../../domain/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import type { Gate } from './gate-case.ts'

/** Lines that somebody wrote and somebody has to read; what tools wrote is counted apart and said. */
export const diffLimit: Gate = ({ patch, measures, settings }) => {
  const words = measures ? 'hand-written lines' : 'lines'
  return tooLarge(changedLines(measures?.written ?? patch), settings, { words, besides: apart(measures) })
}

function apart(measures: Measures | undefined): string {
  const counted = (measures?.apart ?? []).map((one) => `${changedLines(one)} ${one.class}`)
  return counted.length === 0 ? '' : ` (counted apart: ${counted.join(', ')})`
}

export const minConfidence: Gate = ({ confidence, settings }) => tooUnsure(confidence, settings)

interface Limited {
  /** Hand-written. */
  readonly lines: number
  readonly confidence: number | undefined
  readonly settings: Settings
}

/** C5 for evidence that comes from anywhere: the same limits as those of a run, and switched off by the same settings. */
export function limitGates({ lines, confidence, settings }: Limited): readonly GateResult[] {
  const { off } = settings.gates
  return [
    ...(off.includes('diff size')
      ? []
      : tooLarge(lines, settings, { words: 'hand-written lines', besides: '' })),
    ...(off.includes('confidence') ? [] : tooUnsure(confidence, settings)),
  ]
}

function tooLarge(
  lines: number,
  { speculation }: Settings,
  { words, besides }: { readonly words: string; readonly besides: string },
): readonly GateResult[] {
  const limit = speculation.rejection.max_diff_lines
  if (lines <= limit) return []
  return [{ gate: 'diff size', reason: `changes ${lines} ${words}; the limit is ${limit}${besides}` }]
}

function tooUnsure(confidence: number | undefined, { speculation }: Settings): readonly GateResult[] {
  const least = speculation.rejection.min_confidence
  if (confidence === undefined || confidence >= least) return []
  const reason = `reports a confidence of ${confidence}; at least ${least} is asked for`
  return [{ gate: 'confidence', reason }]
}
