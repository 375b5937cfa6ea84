import { type AttemptOutcome, type AttemptUsage, usedAmounts } from '../../../domain/candidate/attempt.ts'
import type { Brief, Plan } from '../../../domain/candidate/brief.ts'
import { plain } from '../../foreign/plain-text.ts'
import { count, formatSeconds } from '../../numbers.ts'
import { amountsText } from '../../reasons/budget.ts'

export function briefText({ id, tag, toolchain, strategy }: Brief): string {
  return `${id} (${tag}, ${toolchain}): ${plain(strategy)}`
}

export function planRecorded(
  { proposing, planner, opinion, briefs, notes }: Plan,
  only: string | undefined,
): readonly string[] {
  const shown = briefs.filter((brief) => only === undefined || brief.id === only)
  if (shown.length === 0) return []
  const by = planner
    ? `the strategies of the planner ${planner.toolchain} compete; they differ in: ${plain(planner.dimension)}`
    : opinion
      ? 'these compete'
      : 'the default roles compete'
  if (proposing) return [planningText(proposing), ...shown.map(briefText)]
  return [by, ...(only === undefined ? notes.map(plain) : []), ...shown.map(briefText)]
}

export function planningText({ toolchain }: NonNullable<Plan['proposing']>): string {
  return `the planner ${toolchain} is asked first; without an answer these compete:`
}

export function planProposed(
  toolchain: string,
  { proposals, usage }: Extract<AttemptOutcome, { kind: 'plan' }>,
): readonly string[] {
  const what = count(proposals.strategies.length, 'strategy', 'strategies')
  return [`the planner ${toolchain} proposed ${what} in ${formatSeconds(usage.seconds)}${costText(usage)}`]
}

/** Tokens and money, where the model gateway counted them. */
export function costText(usage: AttemptUsage): string {
  const { seconds: _seconds, ...cost } = usedAmounts(usage)
  const words = amountsText(cost)
  return words === '' ? '' : ` for ${words}`
}
