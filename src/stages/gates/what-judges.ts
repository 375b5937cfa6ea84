import { touchedJudgesText } from '../../messages/reach/touched-judges.ts'
import type { PatchGate } from './gate.ts'

/** V1: who changes what judges has proved nothing, whatever the checks say then. */
export const whatJudges: PatchGate = {
  name: 'what judges',
  class: 'guard',
  judge: ({ measures, patch }) => {
    const reason = touchedJudgesText(measures?.judges ?? [], patch.files)
    return reason === undefined ? [] : [reason]
  },
  documentation: 'what the checks run or read ([above](#what-judges-is-out-of-reach))',
}
