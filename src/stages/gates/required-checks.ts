import { type CheckVerdict, isCounted } from '../../domain/checks/evidence.ts'
import { failureWords } from '../../messages/checks/failure-words.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { NO_PROOF_GATE } from '../verify/nothing-judged.ts'
import type { Gate } from './gate-case.ts'

/**
 * One result per check that did not pass; a hard-fail category names its gate (A4). What fails on the base already is nobody's fault,
 * and where nothing else is left, nothing is proved (E1).
 */
export const requiredChecks: Gate = ({ verification }) => {
  const checks = verification?.checks ?? []
  const isBlind = checks.some((check) => check.mustFail && check.redOnBase)
  if (verification?.state === 'failed' && (isBlind || !checks.some(isCounted)))
    return [{ gate: NO_PROOF_GATE, reason: verification.reason }]
  return checks.flatMap((check) => {
    if (!isCounted(check) || check.verdict === 'passed' || check.verdict === 'pending') return []
    return [{ gate: check.hardFail ?? 'required check', reason: checkReason(check) }]
  })
}

function checkReason(judged: CheckVerdict): string {
  const { check, verdict, reason, mustFail, ...runs } = judged
  const name = codeSpan(check, 80)
  const words = failureWords(judged, 200)
  const said = words === undefined ? '' : `: ${words}`
  if (mustFail && verdict === 'failed') return `adds no test that fails: ${name} ${reason}`
  if (verdict === 'failed' && runs.notRerun)
    return `fails ${name}${said}; it could not be rerun: ${runs.notRerun}`
  if (verdict === 'failed' && runs.firstRun) return `fails ${name} (it ${reason})${said}`
  return verdict === 'failed' ? `fails ${name}${said}` : `has no result from ${name}: it ${reason}${said}`
}
