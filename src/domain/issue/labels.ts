/** The label that a maintainer adds to an issue to start a speculation. */
export const TRIGGER_LABEL = 'speculate'
export const WINNER_LABEL = 'speculate:winner'
export const REJECTED_LABEL = 'speculate:rejected'
/** On the issue, when no candidate was good enough and a human is asked. */
export const ESCALATED_LABEL = 'speculate:escalated'

/** GitHub compares label names without regard to case, and shows them as somebody has written them first. */
export function isLabel(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase()
}

export function hasLabel(names: readonly string[], wanted: string): boolean {
  return names.some((name) => isLabel(name, wanted))
}

/** C2: `speculate:primary`, `speculate:alt1`, … */
export function tagLabel(tag: string): string {
  return `speculate:${tag}`
}
