import { type CheckVerdict, isCounted } from '../../domain/checks/evidence.ts'
import { failureText } from '../../messages/checks/failure-text.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { NO_PROOF_GATE } from '../verify/nothing-judged.ts'
import type { Objection, PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'

export const requiredChecks: PatchGate = {
  name: 'required check',
  class: 'own',
  judge: unpassed,
  documentation:
    'what the checks did not prove; a check of a category of `verifier.hard_fail` gives its name to the gate',
}

/**
 * One result per check that did not pass; a hard-fail category names its gate (A4). What fails on the base already is nobody's fault,
 * and where nothing else is left, nothing is proved (E1).
 */
function unpassed({ verification }: GateCase): readonly Objection[] {
  const checks = verification?.checks ?? []
  const isBlind = checks.some((check) => check.mustFail && check.redOnBase)
  if (verification?.state === 'failed' && (isBlind || !checks.some(isCounted)))
    return [{ gate: NO_PROOF_GATE, reason: verification.reason }]
  return checks.flatMap((check) => {
    if (!isCounted(check) || check.verdict === 'passed' || check.verdict === 'pending') return []
    const reason = checkReason(check)
    return [check.hardFail ? { gate: check.hardFail, reason } : reason]
  })
}

function checkReason(judged: CheckVerdict): string {
  const { check, verdict, reason, mustFail, ...runs } = judged
  const name = codeSpan(check, 80)
  const words = failureText(judged, 200)
  const said = words === undefined ? '' : `: ${words}`
  if (mustFail && verdict === 'failed') return `adds no test that fails: ${name} ${reason}`
  if (verdict === 'failed' && runs.notRerun)
    return `fails ${name}${said}; it could not be rerun: ${runs.notRerun}`
  if (verdict === 'failed' && runs.firstRun) return `fails ${name} (it ${reason})${said}`
  return verdict === 'failed' ? `fails ${name}${said}` : `has no result from ${name}: it ${reason}${said}`
}
