import { type GraphKey, graphKeyText } from '../../domain/issue/issue-graph.ts'

/** Why an issue is on no critical path whose dependencies go round, for the log: what follows its name. */
export function cycleText(issues: readonly GraphKey[]): string {
  const round = [...issues, ...issues.slice(0, 1)].map(graphKeyText)
  return `is on no critical path, because these issues wait for each other: ${round.join(' → ')}`
}

/** Why a run that nobody has asked for has yet to begin, for the log: what follows the name of its issue. */
export function noPlaceText(places: number): string {
  return `waits until ${places} attempts more can be at work, for nobody has asked for it`
}
