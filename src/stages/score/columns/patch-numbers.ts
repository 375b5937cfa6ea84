import type { TddStage } from '../../../domain/candidate/brief.ts'
import type { Patch } from '../../../domain/candidate/patch.ts'
import type { Risk } from '../../../domain/checks/evidence.ts'
import type { Complexity, Measures } from '../../../domain/judgement/measures.ts'
import { linesInTests, linesOfWords } from './lines-without-size.ts'
import { assessRisk } from './risk.ts'
import { testsAdded } from './tests-added.ts'

interface Lines {
  readonly insertions: number
  readonly deletions: number
}

/** All that is known about the patch in numbers, before any check has run. */
export interface PatchNumbers {
  /** Written by hand, where that is known. */
  readonly written: Lines
  /** How many of those are in tests, which have no size. */
  readonly inTests: Lines
  /** How many are comments, documentation and blank lines, which have none either. */
  readonly inWords: Lines
  readonly testsAdded: readonly string[]
  /** Undefined where nothing could be measured. */
  readonly complexityDelta: number | undefined
  readonly risk: Risk
}

export function patchNumbers(patch: Patch, measures: Measures | undefined, stage: TddStage): PatchNumbers {
  return {
    written: measures?.written ?? patch,
    // In stage `red` tests are what competes, and so what has a size.
    inTests: stage === 'red' ? NO_LINES : linesInTests(patch, measures),
    inWords: linesOfWords(measures),
    testsAdded: testsAdded(patch, measures),
    complexityDelta: knownDelta(measures?.complexity),
    risk: assessRisk(patch, measures),
  }
}

const NO_LINES = { insertions: 0, deletions: 0 }

/** A patch of which no source file could be measured has an unknown complexity; one without source files changes none. */
function knownDelta(complexity: Complexity | undefined): number | undefined {
  if (!complexity) return undefined
  const { delta, functions, unmeasured } = complexity
  return functions.length === 0 && unmeasured.length > 0 ? undefined : delta
}
