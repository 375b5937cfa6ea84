import type { EffectiveGate } from '../../domain/judgement/gate.ts'
import type { GateResult, Row } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { NO_PROOF_GATE } from '../verify/nothing-judged.ts'
import { duplicate } from './duplicate.ts'
import { fewerTests } from './fewer-tests.ts'
import {
  builtInMigrationRisk,
  builtInSecurity,
  builtInSnapshotDrift,
  notMeasured,
  secret,
} from './findings.ts'
import { fixturesDiffer } from './fixtures-differ.ts'
import { type Everybody, type Gate, gateResults, isOn, type PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'
import { leavesRed } from './leaves-red.ts'
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

/** Every gate, in the order of judging (C5, A4): the first that trips is reported as the deciding fact. */
export const GATES: readonly Gate[] = [
  emptyDiff,
  protectedPath,
  whatJudges,
  submodule,
  linkOutside,
  oversizedFile,
  secret,
  notMeasured,
  branchTaken,
  headMoved,
  closedByHuman,
  conflict,
  requiredChecks,
  builtInSecurity,
  builtInMigrationRisk,
  builtInSnapshotDrift,
  weakenedTests,
  defeatsTests,
  noText,
  onlyTests,
  noCode,
  outOfStage,
  newBinaryFile,
  diffLimit,
  minConfidence,
  leavesRed,
  fewerTests,
  fixturesDiffer,
  duplicate,
]

/** Whether a patch that trips this gate is never pushed. */
export function isGuard({ gate }: Pick<GateResult, 'gate'>): boolean {
  return GATES.some((one) => one.class === 'guard' && one.name === gate)
}

/** Whether the gate is in a hard-fail category, which no score can outweigh. */
export function isHardFail({ gate }: Pick<GateResult, 'gate'>): boolean {
  return GATES.some((one) => one.class === 'hard-fail' && one.name === gate)
}

export function guardPatch(candidate: GateCase): readonly GateResult[] {
  return OF_PATCH.filter((gate) => gate.class === 'guard').flatMap(judging(candidate))
}

/** Every gate that rejects this candidate for itself, in a fixed order: that nothing proves it says less than anything that is wrong with it. */
export function trippedGates(candidate: GateCase): readonly GateResult[] {
  const tripped = OF_PATCH.filter((gate) => isOn(gate, candidate.settings)).flatMap(judging(candidate))
  const isUnproved = ({ gate }: GateResult) => gate === NO_PROOF_GATE
  return [...tripped.filter((one) => !isUnproved(one)), ...tripped.filter(isUnproved)]
}

const OF_PATCH = GATES.filter(
  (gate): gate is PatchGate => gate.class === 'guard' || gate.class === 'own' || gate.class === 'hard-fail',
)

function judging(candidate: GateCase): (gate: PatchGate) => readonly GateResult[] {
  return (gate) => gateResults(gate, gate.judge(candidate))
}

/** The gates that look at what the checks say, to be asked one after the other: who is rejected by one takes nobody along in the next. */
export function checksGates(
  settings: Settings,
): readonly ((row: Row, everybody: Everybody) => readonly GateResult[])[] {
  return GATES.filter((gate) => gate.class === 'checks')
    .filter((gate) => isOn(gate, settings))
    .map((gate) => (row, everybody) => gateResults(gate, gate.judge(row, everybody)))
}

/**
 * The gates that compare. They are judged once no candidate is waited for any more, and only among those that no gate of their own
 * rejects: so the order in which candidates arrive changes nothing, and a rejected one takes nobody with it.
 */
export function comparedGates(candidate: GateCase, remaining: readonly GateCase[]): readonly GateResult[] {
  return GATES.filter((gate) => gate.class === 'compared')
    .filter((gate) => isOn(gate, candidate.settings))
    .flatMap((gate) => gateResults(gate, gate.judge(candidate, remaining)))
}

/** The list as these settings make it, in the order of judging. */
export function effectiveGates(settings: Settings): readonly EffectiveGate[] {
  return GATES.map((gate) => ({
    name: gate.name,
    on: isOn(gate, settings),
    isGuard: gate.class === 'guard',
    threshold: gate.threshold?.(settings),
  }))
}
