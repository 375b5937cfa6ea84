import { messageOf } from '@speculate-dev/system'
import type { Patch } from '../../domain/candidate/patch.ts'
import type { Reach } from '../../domain/checks/reach.ts'
import type { Measures } from '../../domain/judgement/measures.ts'
import type { Analysis, PatchContents } from '../../ports/analysis.ts'

export interface MeasureContext {
  readonly analysis: Analysis
  readonly log: (message: string) => void
}

export interface MeasureInput {
  readonly patch: Patch
  readonly contents: PatchContents
  /** What the checks run and read on the base. */
  readonly reach: Reach | undefined
  readonly allowedValues?: readonly string[]
  /** Of the work tree, for the log. */
  readonly name: string
}

/** Undefined when it cannot be measured in time, with the reason in the log: the patch is kept for people, and a gate rejects it. */
export async function measurePatch(
  { analysis, log }: MeasureContext,
  { patch, contents, reach, allowedValues, name }: MeasureInput,
): Promise<Measures | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => {
    log(`${name}: measuring took longer than ${MAX_MS / 1_000} seconds and was given up`)
    resolve(undefined)
  }, MAX_MS)
  const measured = analysis.measure(patch, contents, reach, allowedValues).catch((error: unknown) => {
    log(`${name}: could not be measured: ${messageOf(error)}`)
    return undefined
  })
  try {
    return await Promise.race([measured, late])
  } finally {
    clearTimeout(timer)
  }
}

const MAX_MS = 150_000
