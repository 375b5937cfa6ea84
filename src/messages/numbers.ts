import { UNKNOWN_ELEMENT } from '../domain/judgement/scoreboard.ts'

/** 0–100, as everything about scores is written: one decimal, rounded half up. */
export function formatPoints(points: number, decimals = 1): string {
  const scale = 10 ** decimals
  return (Math.floor(points * scale + 0.5 + 1e-7) / scale).toFixed(decimals)
}

/** `35.2 of 44.4`, `15 of 15`: both sides with as many decimals. */
export function formatShare(points: number, outOf: number): string {
  const decimals = [points, outOf].every((one) => Math.abs(one - Math.round(one)) < 1e-6) ? 0 : 1
  return `${formatPoints(points, decimals)} of ${formatPoints(Math.abs(outOf), decimals)}`
}

const MAX_DECIMALS = 4

/** With as many decimals as it takes to tell it from another one: 69.96 does not look like a reached 70. */
export function formatPointsBeside(points: number, other: number): string {
  for (let decimals = 1; decimals < MAX_DECIMALS; decimals += 1) {
    const text = formatPoints(points, decimals)
    if (text !== formatPoints(other, decimals)) return text
  }
  const isNear = Math.abs(points - other) < 10 ** -MAX_DECIMALS
  return formatPoints(points, isNear ? 1 : MAX_DECIMALS)
}

/** A difference with its sign, at most three decimals: `+4`, `−0.5`, `0`. */
export function formatSigned(difference: number): string {
  const rounded = Math.round(Math.abs(difference) * 1_000) / 1_000
  if (rounded === 0) return '0'
  return `${difference < 0 ? '−' : '+'}${rounded}`
}

/** A change of latency as the seed writes it: `+4ms`, `-2ms`. */
export function formatLatency(milliseconds: number): string {
  return `${formatSigned(milliseconds).replace('−', '-')}ms`
}

/** The key of a policy that only ranks: `(1, −4, −10, 0, ?)`; `?` is what is not known. */
export function formatKey(key: readonly number[]): string {
  return `(${key.map(formatElement).join(', ')})`
}

export function formatElement(element: number): string {
  return element === UNKNOWN_ELEMENT ? '?' : formatSigned(element).replace('+', '')
}

export function formatDiff(insertions: number, deletions: number): string {
  return `+${insertions} −${deletions}`
}

export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole === 0 && seconds > 0) return 'less than 1 s'
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${whole % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `1 file`, `2 files`; the plural is the singular and an `s` unless it is given. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount} ${amount === 1 ? singular : plural}`
}

/** `a, b and c` */
export function list(items: readonly string[], conjunction = 'and'): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

/** Seconds from one ISO-8601 UTC time to another; undefined when either is no such time. */
export function secondsBetween(from: string, to: string): number | undefined {
  const [start, end] = [epochSeconds(from), epochSeconds(to)]
  return start === undefined || end === undefined ? undefined : Math.max(0, end - start)
}

/** `2026-11-20T16:10:46.123Z` as people read it; anything else as nothing. */
export function formatTime(iso: string): string | undefined {
  const match = ISO_TIME.exec(iso)
  return match ? `${match[1]}-${match[2]}-${match[3]} ${match[4]}:${match[5]} UTC` : undefined
}

const ISO_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/

function epochSeconds(iso: string): number | undefined {
  const match = ISO_TIME.exec(iso)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number)
  return ((daysFromCivil(year, month, day) * 24 + hours) * 60 + minutes) * 60 + seconds
}

/** Days since 1970-01-01 in the Gregorian calendar; years are counted from March so that the leap day comes last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return marchYear * 365 + leapDays + dayOfYear - 719_468
}
