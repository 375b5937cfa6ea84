import type { PolicyOutcome, Promotion } from '../../../domain/judgement/backtest.ts'
import { kindOfPromotion } from '../../../domain/judgement/calibration.ts'
import type { CandidateEvidence } from '../../../domain/judgement/candidate-evidence.ts'
import { BASE, type Matrix, type ProofVerdict } from '../../../domain/proof/proof.ts'
import { PolicyName } from '../../../domain/settings/policy-settings.ts'
import type { Settings } from '../../../domain/settings.ts'
import { questionText } from '../../../messages/proof/proof.ts'
import { scoreEvidence } from '../../../stages/policies/score-evidence.ts'
import { failsBaseTests } from '../../../stages/proof/base-tests.ts'
import { broughtTests } from '../../../stages/proof/brought-tests.ts'
import { judgeMatrix } from '../../../stages/proof/judge-matrix.ts'
import { onlyOf } from '../../../stages/proof/only-of.ts'
import { cellAt, outcomeOf } from '../../../stages/proof/outcome-of.ts'
import { whatFollows } from '../../../stages/proof/what-follows.ts'

/** What is known of a candidate of a pool, because the real test of the fix is known. */
export interface Truth {
  readonly id: string
  /** It passes the base's tests and the real test: the fix, or its equal. */
  readonly isRight: boolean
  /** The base's tests, and those it brings, pass on it: all that checks would say. */
  readonly passesChecks: boolean
}

/** Why nothing can be learned from a past fix here; undefined where it can be judged. */
export function whyNotJudged(matrix: Matrix): string | undefined {
  const base = cellAt(matrix, { state: BASE, tests: BASE, file: undefined })
  const onBase = outcomeOf(base, undefined)
  const hasPassing = base?.names?.some(({ outcome }) => outcome.kind === 'passed') ?? false
  if (onBase.kind !== 'passed' && !hasPassing) {
    const words = onBase.kind === 'failed' ? onBase.words : onBase.reason
    return `the tests of its parent do not run here: ${words}`
  }
  const broken = failsBaseTests(matrix).find(({ candidate }) => candidate === 'real')
  if (broken) return `the fix changes what existing tests expect (${broken.tests[0]}: ${broken.words})`
  const brought = broughtTests(matrix, ['real']).filter(({ test }) => test.author === 'real')
  if (brought.length === 0) return 'it holds no test that can be run by itself'
  if (brought.some(({ verdict }) => verdict.kind === 'accepted')) return undefined
  const [first] = brought.flatMap(({ verdict }) => (verdict.kind === 'nothing' ? [verdict.reason] : []))
  return `its test ${first ?? 'says nothing'}`
}

/** What each candidate really is, judged by the real test alone. */
export function truthsOf(matrix: Matrix): readonly Truth[] {
  const failing = failsBaseTests(matrix).map(({ candidate }) => candidate)
  const proofs = broughtTests(matrix, ['real']).filter(
    ({ test, verdict }) => test.author === 'real' && verdict.kind !== 'nothing',
  )
  return matrix.candidates.map((id) => {
    const passesChecks = !failing.includes(id)
    return { id, passesChecks, isRight: passesChecks && proofs.every(({ passes }) => passes.includes(id)) }
  })
}

/** The same evidence under each policy, once as it is and once with what follows from the matrix. */
export function judgePool(
  evidence: readonly CandidateEvidence[],
  matrix: Matrix,
  settings: Settings,
): { readonly outcomes: readonly PolicyOutcome[]; readonly verdict: ProofVerdict } {
  // A candidate rejected earlier is not run on the tests of others, and its own tests judge nobody.
  const passed = evidence
    .filter(({ gates, tests_pass }) => gates.length === 0 && tests_pass)
    .map(({ id }) => id)
  const verdict = judgeMatrix({ matrix: onlyOf(matrix, passed) })
  const gated = evidence.map((one) => ({ ...one, gates: [...one.gates, ...proofGates(one.id, verdict)] }))
  const outcomes = PolicyName.options.map((policy): PolicyOutcome => {
    const own = { ...settings, policy: { ...settings.policy, name: policy } }
    const [question] = verdict.questions
    return {
      policy,
      without: promotionOf(evidence, own),
      with: question
        ? { why: `a human is asked: ${questionText(question)}` }
        : withKind(promotionOf(gated, own), verdict),
    }
  })
  return { outcomes, verdict }
}

function withKind(promotion: Promotion, verdict: ProofVerdict): Promotion {
  const { promoted } = promotion
  if (promoted === undefined) return promotion
  return { ...promotion, kind: kindOfPromotion(promoted, { verdict, isAgreed: false }) }
}

/** A candidate that the proof holds back cannot be promoted either. */
function proofGates(id: string, verdict: ProofVerdict): CandidateEvidence['gates'] {
  const follows = whatFollows(id, verdict)
  if (follows.kind === 'reject') return [follows.gate]
  return follows.kind === 'hold' ? [{ gate: 'unproven', reason: follows.reason }] : []
}

function promotionOf(candidates: readonly CandidateEvidence[], settings: Settings): Promotion {
  const { decision, scoreboard } = scoreEvidence(
    { version: 1, fingerprint: 'backtest', candidates: [...candidates] },
    settings,
  )
  if (decision.kind === 'promote') return { promoted: decision.candidate, why: decision.reason }
  const real = scoreboard.rows.find(({ candidate }) => candidate === 'real')
  return { why: real && real.gates.length > 0 ? `the real one ${real.reason}` : decision.reason }
}
