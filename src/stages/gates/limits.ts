import type { Measures } from '../../domain/measures.ts'
import { changedLines } from '../../domain/patch.ts'
import type { Gate } from './gate-case.ts'

/** Lines that somebody wrote and somebody has to read; what tools wrote is counted apart and said. */
export const diffLimit: Gate = ({ patch, measures, settings }) => {
  const limit = settings.speculation.rejection.max_diff_lines
  const lines = changedLines(measures?.written ?? patch)
  if (lines <= limit) return []
  const words = measures ? 'hand-written lines' : 'lines'
  return [{ gate: 'diff size', reason: `changes ${lines} ${words}; the limit is ${limit}${apart(measures)}` }]
}

function apart(measures: Measures | undefined): string {
  const counted = (measures?.apart ?? []).map((one) => `${changedLines(one)} ${one.class}`)
  return counted.length === 0 ? '' : ` (counted apart: ${counted.join(', ')})`
}

export const minConfidence: Gate = ({ confidence, settings }) => {
  const least = settings.speculation.rejection.min_confidence
  if (confidence === undefined || confidence >= least) return []
  const reason = `reports a confidence of ${confidence}; at least ${least} is asked for`
  return [{ gate: 'confidence', reason }]
}
