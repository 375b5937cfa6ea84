import type { Rate } from '../../../domain/learning/rate.ts'
import { plain, wrap } from '../../foreign/plain-text.ts'
import { count } from '../../numbers.ts'
import { rateText } from '../../rate-text.ts'

/** One run under the policy that judged it and under another; null where nobody is promoted, merged or nothing is known. */
export interface ReplayedRun {
  readonly run: string
  readonly recorded: string | null
  readonly other: string | null
  readonly merged: string | null
  readonly recordedAgrees: boolean | null
  readonly otherAgrees: boolean | null
}

interface ReplayAll {
  readonly policy: string
  readonly runs: readonly ReplayedRun[]
  readonly left: readonly { readonly run: string; readonly reason: string }[]
  readonly differing: number
  readonly agreement: { readonly recorded: Rate; readonly other: Rate }
}

const SHOWN = 50

/** What another policy would have promoted in every run, and how often maintainers did the same. */
export function renderReplayAll(
  { policy, runs, left, differing, agreement }: ReplayAll,
  width: number,
): string[] {
  const others = runs.filter(({ recorded, other }) => recorded !== other)
  const { recorded, other } = agreement
  return [
    `${count(runs.length, 'run')} judged again: ${policy} decides otherwise in ${differing}.`,
    recorded.of + other.of === 0
      ? 'No candidate was merged and no winner closed yet, so it is not known which of them maintainers agree with.'
      : `By what they merged or closed, maintainers agreed with what was decided in ${rateText(recorded)}, and would have with ${policy} in ${rateText(other)}.`,
    ...others.slice(0, SHOWN).map(lineOf),
    ...(others.length > SHOWN ? [`… and ${others.length - SHOWN} more`] : []),
    ...(left.length === 0 ? [] : [`${count(left.length, 'run')} left out:`]),
    ...left.slice(0, SHOWN).map(({ run, reason }) => `  ${plain(run)}: ${plain(reason)}`),
  ].flatMap((line) => wrap(line, width))
}

function lineOf({ run, recorded, other, merged }: ReplayedRun): string {
  const then = merged === null ? '' : `; ${plain(merged)} was merged`
  return `  ${plain(run)}: ${plain(recorded ?? 'nobody')} was promoted, ${plain(other ?? 'nobody')} would have been${then}`
}
