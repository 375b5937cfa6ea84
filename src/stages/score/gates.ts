import type { CheckVerdict, Verification } from '../../domain/evidence.ts'
import { changedLines, type Patch } from '../../domain/patch.ts'
import type { GateResult } from '../../domain/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import type { CandidateFacts } from '../../domain/snapshot.ts'
import { codeSpan } from '../../messages/foreign-text.ts'
import { isSubmodule, linksOutside, PROTECTED_PATHS, protectedPathTouched } from './paths.ts'

/** What a gate may look at: a candidate with a patch, and what became of it so far. */
export interface GateCase {
  readonly settings: Settings
  readonly patch: Patch
  readonly confidence: number | undefined
  readonly facts: CandidateFacts
  readonly verification: Verification | undefined
}

type Gate = (candidate: GateCase) => GateResult | readonly GateResult[] | undefined

/** T1: before anything leaves this machine. What trips one of these is never pushed. */
const GUARD: readonly Gate[] = [emptyDiff, protectedPath, submodule, linkOutside, oversizedFile]

/** C5, A4: what no score can outweigh. */
const GATES: readonly Gate[] = [
  ...GUARD,
  branchTaken,
  headMoved,
  closedByHuman,
  conflict,
  requiredChecks,
  diffLimit,
  minConfidence,
]

export function guardPatch(candidate: GateCase): readonly GateResult[] {
  return GUARD.flatMap((gate) => gate(candidate) ?? [])
}

/** Every gate that rejects this candidate, in a fixed order; none means it may be scored (B2). */
export function trippedGates(candidate: GateCase): readonly GateResult[] {
  return GATES.flatMap((gate) => gate(candidate) ?? [])
}

function emptyDiff({ patch }: GateCase): GateResult | undefined {
  return patch.files.length === 0 ? { gate: 'empty diff', reason: 'changes nothing' } : undefined
}

function protectedPath({ patch, settings }: GateCase): GateResult | undefined {
  const touched = protectedPathTouched(patch.files, [...PROTECTED_PATHS, ...settings.protected_paths])
  if (touched === undefined) return undefined
  return { gate: 'protected path', reason: `touches the protected path ${codeSpan(touched, 120)}` }
}

function submodule({ patch }: GateCase): GateResult | undefined {
  const file = patch.files.find(isSubmodule)
  return file && { gate: 'submodule', reason: `adds a submodule at ${codeSpan(file.path, 120)}` }
}

function linkOutside({ patch }: GateCase): GateResult | undefined {
  const file = patch.files.find(linksOutside)
  return (
    file && {
      gate: 'symbolic link',
      reason: `links ${codeSpan(file.path, 120)} to a place outside the repository`,
    }
  )
}

function oversizedFile({ patch, settings }: GateCase): GateResult | undefined {
  const limit = settings.speculation.rejection.max_file_bytes
  const file = patch.files.find((one) => one.bytes > limit)
  return (
    file && {
      gate: 'file size',
      reason: `writes ${codeSpan(file.path, 120)} with ${file.bytes} bytes; the limit is ${limit}`,
    }
  )
}

function branchTaken({ patch, facts }: GateCase): GateResult | undefined {
  if (facts.pullRequest || facts.branchHead === undefined || facts.branchHead === patch.commit)
    return undefined
  return {
    gate: 'branch taken',
    reason: 'could not be published: its branch exists already and holds other commits',
  }
}

/** What was verified must be what was written; commits of anybody else turn it into their work. */
function headMoved({ patch, facts: { pullRequest } }: GateCase): GateResult | undefined {
  if (!pullRequest || pullRequest.head === patch.commit) return undefined
  return {
    gate: 'head moved',
    reason: `was changed after it was published: its head is ${codeSpan(pullRequest.head.slice(0, 7), 7)} now`,
  }
}

function closedByHuman({ facts: { pullRequest } }: GateCase): GateResult | undefined {
  if (!pullRequest || pullRequest.state === 'open') return undefined
  if (pullRequest.state === 'merged')
    return { gate: 'merged', reason: 'was merged by a human before the verdict' }
  const closer = pullRequest.events.findLast((event) => event.kind === 'closed')
  if (closer?.ours) return undefined
  return {
    gate: 'closed',
    reason: closer?.actor
      ? `was closed by ${codeSpan(closer.actor, 40)} before the verdict`
      : 'was closed before the verdict',
  }
}

function conflict({ facts: { pullRequest } }: GateCase): GateResult | undefined {
  if (pullRequest?.mergeable !== 'conflicting') return undefined
  return { gate: 'conflict', reason: 'conflicts with its base branch' }
}

/** One result per check that did not pass; a hard-fail category names its gate (A4). */
function requiredChecks({ verification }: GateCase): readonly GateResult[] {
  return (verification?.checks ?? []).flatMap((check) => {
    if (check.verdict === 'passed' || check.verdict === 'pending') return []
    return [{ gate: check.hardFail ?? 'required check', reason: checkReason(check) }]
  })
}

function checkReason({ check, verdict, reason, detail }: CheckVerdict): string {
  const name = codeSpan(check, 80)
  const said = detail === undefined ? '' : `: ${codeSpan(detail, 200)}`
  return verdict === 'failed' ? `fails ${name}${said}` : `is not proved by ${name}, which ${reason}${said}`
}

function diffLimit({ patch, settings }: GateCase): GateResult | undefined {
  const limit = settings.speculation.rejection.max_diff_lines
  const lines = changedLines(patch)
  return lines > limit
    ? { gate: 'diff size', reason: `changes ${lines} lines; the limit is ${limit}` }
    : undefined
}

function minConfidence({ confidence, settings }: GateCase): GateResult | undefined {
  const least = settings.speculation.rejection.min_confidence
  if (confidence === undefined || confidence >= least) return undefined
  return {
    gate: 'confidence',
    reason: `reports a confidence of ${confidence}; at least ${least} is asked for`,
  }
}
