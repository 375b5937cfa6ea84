import { mostCandidates, type Plan } from '../../../domain/candidate/brief.ts'
import type { Classification } from '../../../domain/issue/checklist.ts'
import { boxesToAsk } from '../../checklist/boxes-to-ask.ts'
import type { Asking } from '../../checklist/follow.ts'
import type { PlanInput, PlanResult } from '../plan.ts'

interface Asked {
  readonly classification: Classification
  readonly asking: Asking
  /** What competes if the issue is worth it. */
  readonly several: Plan
}

/**
 * Whom to ask whether the issue is worth several candidates, if anybody: only a run that a person has asked for, and has not ordered, is
 * worth a model's time, and only where the answer can change something.
 */
export function opinionAsked(
  { settings, toolchains }: Pick<PlanInput, 'settings' | 'toolchains'>,
  { classification, asking, several }: Asked,
): Pick<Plan, 'classifying'> | Extract<PlanResult, { kind: 'refuse' }> {
  const { toolchain } = settings.triage
  const boxes = boxesToAsk(classification.checklist)
  if (toolchain === undefined || asking !== 'label' || boxes.length === 0) return {}
  if (mostCandidates(several) === 1) return {}
  if (!toolchains.includes(toolchain))
    return { kind: 'refuse', refusal: { kind: 'unknown-toolchain', toolchain, configured: toolchains } }
  const changes = classification.isFollowed ? { several } : {}
  return { classifying: { toolchain, boxes: [...boxes], ...changes } }
}
