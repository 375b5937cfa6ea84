import { changedLineEndings, changedLines } from '../../domain/candidate/patch.ts'
import type { GateResult } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { linesInTests, linesOfWords } from '../score/columns/lines-without-size.ts'
import { gateResults, isOn, type PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'

export const diffLimit: PatchGate = {
  name: 'diff size',
  class: 'own',
  judge: tooManyLines,
  threshold: ({ speculation }) => `at most ${speculation.rejection.max_diff_lines} hand-written lines`,
  switchedOffBy: ['gates.off'],
  documentation:
    'more hand-written lines than `speculation.rejection.max_diff_lines`; generated, vendored, lock and binary files are counted apart',
}

export const minConfidence: PatchGate = {
  name: 'confidence',
  class: 'own',
  judge: ({ confidence, settings }) => tooUnsure(confidence, settings),
  threshold: ({ speculation }) => `at least ${speculation.rejection.min_confidence}`,
  switchedOffBy: ['gates.off'],
  documentation: 'a confidence, as the agent reports it, below `speculation.rejection.min_confidence`',
}

/**
 * Lines of code that somebody wrote and somebody has to read. What tools wrote, tests, comments and documentation are counted apart and
 * said; all of it together is limited as well, since nobody reads without end. In stage `red` tests are what is asked for.
 */
function tooManyLines({ patch, measures, settings, stage }: GateCase): readonly string[] {
  const all = changedLines(measures?.written ?? patch)
  const tests = changedLines(linesInTests(patch, measures))
  const words = changedLines(linesOfWords(measures))
  const lines = Math.max(0, all - words - (stage === 'red' ? 0 : tests))
  const endings = changedLineEndings(patch)
  const apart = [
    ...(measures?.apart ?? []).map((one) => `${changedLines(one)} ${one.class}`),
    ...(tests > 0 && stage !== 'red' ? [`${tests} in tests`] : []),
    ...(words > 0 ? [`${words} in comments, documentation and empty lines`] : []),
    ...(endings > 0 ? [`${endings} of which only the line ending changes`] : []),
  ]
  const besides = apart.length === 0 ? '' : ` (counted apart: ${apart.join(', ')})`
  return tooLarge({ lines, all, words: measures ? 'hand-written lines' : 'lines', besides }, settings)
}

interface LimitedEvidence {
  /** Hand-written lines, without tests, comments and documentation. */
  readonly lines: number
  /** All hand-written lines, including tests, comments and documentation. */
  readonly all: number
  readonly confidence: number | undefined
  readonly settings: Settings
}

/** C5 for evidence that comes from anywhere: the same limits as those of a run, and switched off by the same settings. */
export function limitGates({ lines, all, confidence, settings }: LimitedEvidence): readonly GateResult[] {
  const size = tooLarge({ lines, all, words: 'hand-written lines', besides: '' }, settings)
  return [
    ...(isOn(diffLimit, settings) ? gateResults(diffLimit, size) : []),
    ...(isOn(minConfidence, settings) ? gateResults(minConfidence, tooUnsure(confidence, settings)) : []),
  ]
}

interface Size {
  readonly lines: number
  readonly all: number
  readonly words: string
  readonly besides: string
}

function tooLarge({ lines, all, words, besides }: Size, { speculation }: Settings): readonly string[] {
  const limit = speculation.rejection.max_diff_lines
  if (lines > limit) return [`changes ${lines} ${words}; the limit is ${limit}${besides}`]
  const most = limit * ALL_TIMES
  if (all <= most) return []
  return [`changes ${all} ${words} with tests, comments and documentation; the limit of all is ${most}`]
}

/** How much longer than its code a patch may be with all that explains and tests it. */
const ALL_TIMES = 10

function tooUnsure(confidence: number | undefined, { speculation }: Settings): readonly string[] {
  const least = speculation.rejection.min_confidence
  if (confidence === undefined || confidence >= least) return []
  return [`reports a confidence of ${confidence}; at least ${least} is required`]
}
