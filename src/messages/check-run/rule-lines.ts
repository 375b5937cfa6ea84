import type { EffectiveGate } from '../../domain/judgement/gate.ts'
import type { GateResult } from '../../domain/judgement/row.ts'
import { codeSpan, fullStop, sentence } from '../foreign/foreign-text.ts'

/** What is true of a candidate that a rule does not reject: a clause that follows its name, like the reason of one that it does. */
export const KEPT: Readonly<Record<string, string>> = {
  'empty diff': 'changes something',
  'protected path': 'touches no protected path',
  'what judges': 'changes nothing that its checks run or read',
  submodule: 'adds no submodule',
  'symbolic link': 'has no link that leads out of the repository',
  'file size': 'writes no file that is too large',
  secret: 'adds nothing that looks like a secret',
  'not measured': 'could be measured in time',
  'branch taken': 'has its branch to itself',
  'head moved': 'is as its agent wrote it',
  closed: 'was open until the verdict',
  conflict: 'does not conflict with its base branch',
  'required check': 'has the results that its required checks have to have',
  security: 'adds nothing that is known to be dangerous',
  'migration-risk': 'has no migration that loses data',
  'snapshot-drift': 'changes no snapshot of the base',
  'weakened tests': 'leaves the existing tests as strong as they were',
  'defeats tests': 'does nothing to pass tests without being right',
  'no text': 'hides nothing from who reads it',
  'only tests': 'changes more than tests',
  'no code': 'changes code that runs',
  stage: 'keeps to the stage of the run',
  'binary file': 'adds no binary file',
  'diff size': 'is no larger than allowed',
  confidence: 'is as sure of itself as it has to be',
  'leaves red': 'leaves no check failing that another one makes pass',
  'fewer tests': 'runs as many tests as the base',
  'fixtures differ': 'changes no fixture in another way than the others',
}

const MAX_REASON = 600

/** One line for each rule that rejects before any score: those that did first, then what was kept, and what nobody looked at. */
export function ruleLines(
  gates: readonly EffectiveGate[],
  tripped: readonly GateResult[],
): readonly string[] {
  const isTripped = ({ name }: EffectiveGate) => tripped.some(({ gate }) => gate === name)
  const others = gates.filter((gate) => gate.name in KEPT && !isTripped(gate))
  return [
    ...tripped.map(({ gate, reason }) =>
      fullStop(`- ✗ ${codeSpan(gate, 60)}: it ${sentence(reason, MAX_REASON)}`),
    ),
    ...others.map(({ name, on }) =>
      on
        ? `- ✓ ${codeSpan(name, 60)}: it ${KEPT[name]}.`
        : `- – ${codeSpan(name, 60)}: switched off in the settings.`,
    ),
  ]
}
