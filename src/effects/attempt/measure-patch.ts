import { messageOf } from '@speculate-dev/system'
import type { Patch } from '../../domain/candidate/patch.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { Measures } from '../../domain/judgement/measures.ts'
import type { Analysis, MeasureOptions, PatchContents } from '../../ports/analysis.ts'

export interface MeasureContext {
  readonly analysis: Analysis
  readonly log: (message: string) => void
}

export interface MeasureInput extends Omit<MeasureOptions, 'repository'> {
  readonly patch: Patch
  readonly contents: PatchContents
  readonly repository: RepositoryRef
  /** Of the work tree, for the log. */
  readonly name: string
}

/** Undefined when it cannot be measured in time, with the reason in the log: the patch is kept for people, and a gate rejects it. */
export async function measurePatch(
  { analysis, log }: MeasureContext,
  { patch, contents, repository: { owner, repo }, reach, allowedValues, name }: MeasureInput,
): Promise<Measures | undefined> {
  try {
    return await analysis.measure(patch, contents, { reach, allowedValues, repository: `${owner}/${repo}` })
  } catch (error) {
    log(`${name}: could not be measured: ${messageOf(error)}`)
    return undefined
  }
}
