import { codeSpan } from '../../messages/foreign-text.ts'
import type { Gate } from './gate-case.ts'

/** Two candidates that do the same are one: the one that is planned first stays. */
export const duplicate: Gate = ({ place, measures }, all) => {
  if (!measures) return []
  const [first] = all
    .filter((one) => one.place < place && one.measures?.patchId === measures.patchId)
    .sort((a, b) => a.place - b.place)
  return first
    ? [
        {
          gate: 'duplicate',
          reason: `does exactly the same as ${codeSpan(first.id, 40)}, which was planned first`,
        },
      ]
    : []
}
