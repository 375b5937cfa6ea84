import { isSameRevert } from '../../domain/run/revert.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'

/** What has become of what was merged, as far as it is not recorded yet. */
export function newReverts(
  { reverts = [] }: Pick<Snapshot, 'reverts'>,
  { reverts: recorded = [] }: Pick<Speculation, 'reverts'>,
): Step[] {
  return reverts
    .filter((one) => !recorded.some((known) => isSameRevert(known, one)))
    .map((revert) => ({ do: 'record-revert', revert }))
}
