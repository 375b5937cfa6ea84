import { type Figure, isMissed } from '../../../src/config/benchmarks.ts'

const isForProgram = process.argv.includes('--json')

/** The arguments of the bench, without how it reports. */
export const benchArguments = process.argv.slice(2).filter((argument) => argument !== '--json')

/** One result: a line of JSON with `--json`, else one for a person. A goal that is missed makes the bench fail. */
export function report(figure: Figure): void {
  if (isMissed(figure)) process.exitCode = 1
  console.log(isForProgram ? JSON.stringify(figure) : line(figure))
}

/** What a person may want to see beside the results; nothing with `--json`. */
export function say(text: string): void {
  if (!isForProgram) console.log(text)
}

function line(one: Figure): string {
  const { name, figure, unit, goal, bound } = one
  const wanted = goal && ('atMost' in goal ? `goal ≤ ${goal.atMost}` : `goal ≥ ${goal.atLeast}`)
  const best = bound !== undefined && `best possible ${bound}`
  const beside = [wanted, best, isMissed(one) && 'MISSED'].filter(Boolean).join(', ')
  return `${name.padEnd(60)} ${figure} ${unit}${beside && `  (${beside})`}`
}

/** Rounded to tenths, from milliseconds. */
export function seconds(ms: number): number {
  return Math.round(ms / 100) / 10
}

/** Of values in any order; 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
