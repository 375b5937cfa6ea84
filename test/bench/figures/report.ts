import { type Figure, isMissed } from '../../../src/config/benchmarks.ts'

const isForProgram = process.argv.includes('--json')

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
