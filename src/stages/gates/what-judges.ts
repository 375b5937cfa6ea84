import { touchedJudgesWords } from '../../messages/reach/touched-judges.ts'
import type { Gate } from './gate-case.ts'

/** V1: who changes what judges has proved nothing, whatever the checks say then. */
export const whatJudges: Gate = ({ measures, patch }) => {
  const reason = touchedJudgesWords(measures?.judges ?? [], patch.files)
  return reason === undefined ? [] : [{ gate: 'what judges', reason }]
}
