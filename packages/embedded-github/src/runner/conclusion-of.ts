import type { CheckConclusion } from '../model.ts'
import type { NeedResult } from './run-workflow.ts'

/** What several results come to together. */
export function conclusionOf(results: readonly NeedResult[]): NeedResult['result'] & CheckConclusion {
  const has = (result: NeedResult['result']) => results.some((one) => one.result === result)
  if (has('failure')) return 'failure'
  if (has('cancelled')) return 'cancelled'
  return has('success') ? 'success' : 'skipped'
}
