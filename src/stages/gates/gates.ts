import type { EffectiveGate } from '../../domain/judgement/gate.ts'
import type { GateResult } from '../../domain/judgement/scoreboard.ts'
import { GateName } from '../../domain/settings/gate-settings.ts'
import type { Settings } from '../../domain/settings.ts'
import { NO_PROOF_GATE } from '../verify/nothing-judged.ts'
import {
  builtInMigrationRisk,
  builtInSecurity,
  builtInSnapshotDrift,
  notMeasured,
  secret,
} from './findings.ts'
import { fixturesDiffer } from './fixtures-differ.ts'
import type { Gate, GateCase } from './gate-case.ts'
import { diffLimit, minConfidence } from './limits.ts'
import { noCode } from './no-code.ts'
import {
  emptyDiff,
  linkOutside,
  newBinaryFile,
  noText,
  oversizedFile,
  protectedPath,
  submodule,
} from './patch-shape.ts'
import { branchTaken, closedByHuman, conflict, headMoved } from './pull-request-state.ts'
import { requiredChecks } from './required-checks.ts'
import { defeatsTests, onlyTests, outOfStage, weakenedTests } from './tests.ts'
import { whatJudges } from './what-judges.ts'

interface Listed {
  readonly name: string
  readonly gate: Gate
  /** What it asks for, in words, when that can be set or needs saying. */
  readonly threshold?: (settings: Settings) => string | undefined
}

const bytes = ({ speculation }: Settings) => `at most ${speculation.rejection.max_file_bytes} bytes`
const lines = ({ speculation }: Settings) =>
  `at most ${speculation.rejection.max_diff_lines} hand-written lines`
const sure = ({ speculation }: Settings) => `at least ${speculation.rejection.min_confidence}`
const paths = ({ protected_paths }: Settings) =>
  `built-in ones and ${protected_paths.length} of the repository`

const excepted = ({ gates }: Settings) =>
  [
    ...(gates.secrets_allowed.length === 0 ? [] : [`not in ${gates.secrets_allowed.length} excepted paths`]),
    ...(gates.secret_values_allowed.length === 0
      ? []
      : [`none of ${gates.secret_values_allowed.length} excepted values`]),
  ].join(', ') || undefined

/** T1: before anything leaves this machine. What trips one of these is never pushed. */
const GUARD: readonly Listed[] = [
  { name: 'empty diff', gate: emptyDiff },
  { name: 'protected path', gate: protectedPath, threshold: paths },
  { name: 'what judges', gate: whatJudges },
  { name: 'submodule', gate: submodule },
  { name: 'symbolic link', gate: linkOutside },
  { name: 'file size', gate: oversizedFile, threshold: bytes },
  { name: 'secret', gate: secret, threshold: excepted },
  { name: 'not measured', gate: notMeasured },
]

/** C5, A4: what no score can outweigh. The first that trips is told as the deciding fact. */
const OWN: readonly Listed[] = [
  ...GUARD,
  { name: 'branch taken', gate: branchTaken },
  { name: 'head moved', gate: headMoved },
  { name: 'closed', gate: closedByHuman },
  { name: 'conflict', gate: conflict },
  { name: 'required check', gate: requiredChecks },
  { name: 'security', gate: builtInSecurity },
  { name: 'migration-risk', gate: builtInMigrationRisk },
  { name: 'snapshot-drift', gate: builtInSnapshotDrift },
  { name: 'weakened tests', gate: weakenedTests },
  { name: 'defeats tests', gate: defeatsTests },
  { name: 'no text', gate: noText },
  { name: 'only tests', gate: onlyTests },
  { name: 'no code', gate: noCode },
  { name: 'stage', gate: outOfStage },
  { name: 'binary file', gate: newBinaryFile },
  { name: 'diff size', gate: diffLimit, threshold: lines },
  { name: 'confidence', gate: minConfidence, threshold: sure },
]

const COMPARED: readonly Listed[] = [{ name: 'fixtures differ', gate: fixturesDiffer }]

/** Rejects nobody: identical patches are one candidate with several authors, unless it is switched off. */
const MERGED = { name: 'duplicate', threshold: () => 'the same patch is one candidate' }

/** Judged by what the checks of everybody say, before the gates that compare patches; see `verify/turned-green.ts`, `verify/fewer-tests.ts`. */
const BY_CHECKS: readonly Listed[] = [
  { name: 'leaves red', gate: () => [] },
  { name: 'fewer tests', gate: () => [] },
]

/** Whether what trips this gate is never pushed. */
export function isGuard({ gate }: Pick<GateResult, 'gate'>): boolean {
  return GUARD.some(({ name }) => name === gate)
}

export function guardPatch(candidate: GateCase): readonly GateResult[] {
  return GUARD.flatMap(({ gate }) => gate(candidate, []))
}

/** Every gate that rejects this candidate for itself, in a fixed order: that nothing proves it says less than anything that is wrong with it. */
export function trippedGates(candidate: GateCase): readonly GateResult[] {
  const tripped = OWN.filter(isOn(candidate.settings)).flatMap(({ gate }) => gate(candidate, []))
  const isUnproved = ({ gate }: GateResult) => gate === NO_PROOF_GATE
  return [...tripped.filter((one) => !isUnproved(one)), ...tripped.filter(isUnproved)]
}

/**
 * The gates that compare. They are judged once no candidate is waited for any more, and only among those that no gate of their own
 * rejects: so the order in which candidates arrive changes nothing, and a rejected one takes nobody with it.
 */
export function comparedGates(candidate: GateCase, remaining: readonly GateCase[]): readonly GateResult[] {
  return COMPARED.filter(isOn(candidate.settings)).flatMap(({ gate }) => gate(candidate, remaining))
}

/** The list as these settings make it, in the order of judging. */
export function effectiveGates(settings: Settings): readonly EffectiveGate[] {
  const on = isOn(settings)
  return [...OWN, ...BY_CHECKS, ...COMPARED, MERGED].map((one) => ({
    name: one.name,
    on: on(one),
    isGuard: isGuard({ gate: one.name }),
    threshold: one.threshold?.(settings),
  }))
}

function isOn(settings: Settings): (one: Pick<Listed, 'name'>) => boolean {
  return ({ name }) => {
    const isBuiltIn = name === 'security' || name === 'migration-risk' || name === 'snapshot-drift'
    if (isBuiltIn && !settings.verifier.hard_fail.includes(name)) return false
    if (name === 'fixtures differ' && settings.gates.fixtures_may_differ) return false
    const known = GateName.safeParse(name)
    return !known.success || !settings.gates.off.includes(known.data)
  }
}
