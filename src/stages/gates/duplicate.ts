import type { MergingGate } from './gate.ts'

/** Identical patches are one candidate with several authors, unless it is switched off; see `score/merge-same-patches.ts`. */
export const duplicate: MergingGate = {
  name: 'duplicate',
  class: 'merging',
  threshold: () => 'the same patch is one candidate',
  switchedOffBy: ['gates.off'],
  documentation: 'nobody: the very same patch of several candidates is one candidate',
}
