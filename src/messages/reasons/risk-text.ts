import { isCounted } from '../../domain/checks/evidence.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

/** The level by what the patch touches. Beside a check about risk that fails, the level alone would contradict it. */
export function riskText(row: Pick<Row, 'risk' | 'checks'>): string | undefined {
  const { risk } = row
  if (!risk) return undefined
  const failing = failedRiskChecks(row)
  if (failing.length === 0) return risk.level
  const names = list(failing.map((check) => codeSpan(check, 60)))
  return `${risk.level} by its files; ${failing.length === 1 ? `the check ${names} fails` : `the checks ${names} fail`}`
}

/** Of a hard-fail category, or with a name that is about it. */
export function failedRiskChecks({ checks }: Pick<Row, 'checks'>): readonly string[] {
  return checks.flatMap((one) => {
    const isAbout =
      one.hardFail !== undefined || /risk|secur|audit|vulnerab|sast|codeql|migration/i.test(one.check)
    return isAbout && one.verdict === 'failed' && isCounted(one) ? [one.check] : []
  })
}
