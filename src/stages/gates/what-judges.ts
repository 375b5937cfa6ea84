import { touchedJudgesText } from '../../messages/reach/touched-judges.ts'
import type { PatchGate } from './gate.ts'

/** V1: a patch that changes what its checks run has proved nothing, whatever those checks then say. */
export const whatJudges: PatchGate = {
  name: 'what judges',
  class: 'guard',
  judge: ({ measures, patch }) => {
    const reason = touchedJudgesText(measures?.judges ?? [], patch.files)
    return reason === undefined ? [] : [reason]
  },
  documentation: 'what the checks run or read ([above](#what-judges-is-out-of-reach))',
}
