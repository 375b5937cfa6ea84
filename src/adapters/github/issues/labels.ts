import { MAX_CANDIDATES, rankTag } from '../../../domain/candidate/candidate.ts'
import {
  ESCALATED_LABEL,
  REJECTED_LABEL,
  TRIGGER_LABEL,
  tagLabel,
  WINNER_LABEL,
} from '../../../domain/issue/labels.ts'

/** How a label of ours looks. `color` is six hex digits, `description` at most 100 characters. */
export interface LabelLook {
  readonly name: string
  readonly color: string
  readonly description: string
}

/** Every label the app puts on, as it is created where a repository does not have it yet. */
export const labelLooks: readonly LabelLook[] = [
  { name: TRIGGER_LABEL, color: '5319e7', description: 'Solve this in several ways and promote the best' },
  ...[...Array(MAX_CANDIDATES).keys()].map((index) => tagLook(index)),
  { name: WINNER_LABEL, color: '0e8a16', description: 'The candidate that was promoted' },
  { name: REJECTED_LABEL, color: 'b60205', description: 'A candidate that was not promoted' },
  { name: ESCALATED_LABEL, color: 'd93f0b', description: 'No candidate was good enough; a human is asked' },
]

/** What a run of three candidates puts on, however it ends. */
export const usualLabels: readonly string[] = [
  ...[...Array(3).keys()].map((index) => tagLabel(rankTag(index))),
  WINNER_LABEL,
  REJECTED_LABEL,
  ESCALATED_LABEL,
]

function tagLook(index: number): LabelLook {
  const tag = rankTag(index)
  return index === 0
    ? { name: tagLabel(tag), color: '1d76db', description: 'The first candidate of a speculation' }
    : { name: tagLabel(tag), color: 'c5def5', description: `Alternative candidate ${index} of a speculation` }
}
