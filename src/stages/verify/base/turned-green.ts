import type { CheckVerdict } from '../../../domain/checks/evidence.ts'

/** Names of the required checks that fail on the base and pass here. */
export function turnedGreen(checks: readonly CheckVerdict[]): readonly string[] {
  return checks.flatMap(({ check, redOnBase, verdict }) => (redOnBase && verdict === 'passed' ? [check] : []))
}
