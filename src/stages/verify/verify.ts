import type { RequiredCheck, VerifierContract } from '../../domain/checks/contract.ts'
import {
  type BaseChecks,
  type CheckVerdict,
  isCounted,
  type Verification,
} from '../../domain/checks/evidence.ts'
import type { Rerun } from '../../domain/checks/rerun.ts'
import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { list } from '../../messages/numbers.ts'
import { cancelledWith } from './cancelled-with.ts'
import { deadlineOf, judgeRequired } from './judge-required.ts'
import { someNames } from './nothing-judged.ts'
import { judgeSecondRun } from './second-run/second-run.ts'

interface VerifyInput {
  readonly contract: VerifierContract
  readonly pullRequest: PullRequestFacts
  /** ISO-8601; deadlines count from here. */
  readonly publishedAt: string
  readonly now: string
  /** Names of checks that fail on the base commit too; see `verify/red-on-base.ts`. */
  readonly redOnBase?: readonly string[] | undefined
  /** What the base shows besides. */
  readonly baseChecks?: BaseChecks | undefined
  /** Paths that the patch changes, both of what it renames; undefined where they are not known. */
  readonly changed?: readonly string[] | undefined
  /** What was run once more of this candidate. */
  readonly reruns?: readonly Rerun[] | undefined
}

/**
 * What did the shared verifier really say about this head? Only a check that ran here, to its end, with success is a
 * pass (E1); GitHub itself counts skipped and neutral as success, we do not.
 */
export function verify(input: VerifyInput): Verification {
  const { contract, redOnBase } = input
  const each = contract.checks.map((check) => {
    const judged = judgeOnce(check, input)
    return redOnBase?.includes(check.name) ? { ...judged, redOnBase: true } : judged
  })
  const checks = [...cancelledWith(each, input.pullRequest.observations)]
  const blind = checks.find((check) => check.mustFail && check.redOnBase)
  if (blind) return { state: 'failed', reason: noRed(blind.check), checks }
  // A check that is red on the base is waited for, too: turning it green is a proof.
  const pending = checks.filter((check) => check.verdict === 'pending')
  const against = checks.find((check) => isCounted(check) && !['passed', 'pending'].includes(check.verdict))
  const proofs = checks.filter(isCounted)
  if (proofs.length === 0 && pending.length === 0) return { state: 'failed', reason: noProof(checks), checks }
  if (pending.length > 0) {
    const deadlines = contract.checks.map((check) => deadlineOf(check, countedFrom(check, input))).sort()
    const until = deadlines.at(-1)
    const names = pending.map((one) => codeSpan(one.check, 80)).join(', ')
    return { state: 'pending', reason: `waiting for ${names}`, checks, ...withoutUndefined({ until }) }
  }
  if (against) return { state: 'failed', reason: `${codeSpan(against.check, 80)} ${against.reason}`, checks }
  return { state: 'passed', reason: allPassed(checks), checks }
}

function noProof(checks: readonly CheckVerdict[]): string {
  const red = checks.filter(({ redOnBase, notRequired }) => redOnBase && !notRequired)
  if (red.length === 0) return 'no required check could tell: none runs for what it changes'
  return `no required check could tell: ${someNames(red)} ${red.length === 1 ? 'fails' : 'fail'} on the base and on this patch`
}

const noRed = (check: string) =>
  `no required check could tell: ${codeSpan(check, 80)}, which must fail in stage \`red\`, fails on the base already`

function allPassed(checks: readonly CheckVerdict[]): string {
  const proofs = checks.filter(isCounted)
  const green = proofs.filter(({ redOnBase }) => redOnBase).map(({ check }) => codeSpan(check, 80))
  const turned =
    green.length === 0
      ? ''
      : `, among them ${list(green)}, which ${green.length === 1 ? 'fails' : 'fail'} on the base`
  const red = checks.filter((check) => check.redOnBase && !check.cancelledBy && !isCounted(check)).length
  const unasked = checks.filter(({ notRequired }) => notRequired).length
  const asked =
    unasked === 0 ? '' : `; ${unasked} more ${unasked === 1 ? 'does' : 'do'} not run for what it changes`
  const all = proofs.length === 1 ? 'the required check' : `all ${proofs.length} required checks`
  if (red === 0) return `${all} passed${turned}${asked}`
  const others = red === 1 ? 'the other one fails' : `the other ${red} fail`
  return `${proofs.length} of ${proofs.length + red} required checks passed${turned}; ${others} on the base too${asked}`
}

function judgeOnce(required: RequiredCheck, input: VerifyInput): CheckVerdict {
  const { pullRequest, publishedAt, now, changed, baseChecks } = input
  const rerun = rerunOf(required, input)
  if (!rerun) return judgeRequired({ required, pullRequest, publishedAt, now, changed, baseChecks })
  return judgeSecondRun({ required, rerun, pullRequest, now }, (facts, from) =>
    judgeRequired({ required, pullRequest: facts, publishedAt: from, now, changed, baseChecks }),
  )
}

function rerunOf({ name }: RequiredCheck, { reruns, pullRequest }: VerifyInput): Rerun | undefined {
  return reruns?.find(({ check, head }) => check === name && head === pullRequest.head)
}

function countedFrom(required: RequiredCheck, input: VerifyInput): string {
  return rerunOf(required, input)?.askedAt ?? input.publishedAt
}
