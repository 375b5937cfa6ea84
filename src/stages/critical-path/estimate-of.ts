import type { FieldEstimate, OpenIssue } from '../../domain/issue/issue-graph.ts'

const HOUR = 60
const DAY = 8 * HOUR
const UNITS: Readonly<Record<string, number>> = { m: 1, min: 1, h: HOUR, d: DAY, w: 5 * DAY }

const AMOUNT = String.raw`(\d{1,6}(?:\.\d{1,2})?) ?(min|[mhdw])?`
const LABEL = new RegExp(`^(?:estimate|est|effort) ?[:=/]? ?${AMOUNT}$`, 'i')
const FIELD = new RegExp(`^${AMOUNT}$`, 'i')

/**
 * Minutes of work: by a label such as `estimate:3d`, else by the field of a project. A number alone means days, and in a field the unit
 * that its name has. Undefined where neither says it.
 */
export function estimateOf({ labels, estimate }: Pick<OpenIssue, 'labels' | 'estimate'>): number | undefined {
  for (const label of labels) {
    const minutes = minutesOf(LABEL.exec(label.trim().slice(0, 50)), 'd')
    if (minutes !== undefined) return minutes
  }
  return estimate && byField(estimate)
}

/** What nobody has estimated counts as a day. */
export const USUAL_MINUTES = DAY

function byField({ field, value }: FieldEstimate): number | undefined {
  const [, unit = 'day'] = /\b(min|minute|hour|hr|h|week)s?\b/i.exec(field.replaceAll('_', ' ')) ?? []
  const text = typeof value === 'number' ? value.toFixed(2) : value.trim()
  return minutesOf(FIELD.exec(text.slice(0, 50)), unit.charAt(0).toLowerCase())
}

function minutesOf(found: RegExpExecArray | null, usual: string): number | undefined {
  const [, amount, unit = usual] = found ?? []
  return amount === undefined ? undefined : Math.round(Number(amount) * (UNITS[unit.toLowerCase()] ?? DAY))
}
