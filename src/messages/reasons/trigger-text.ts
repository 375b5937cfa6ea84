import { type GraphKey, graphKeyText } from '../../domain/issue/issue-graph.ts'
import type { Trigger } from '../../domain/issue/trigger.ts'
import { signText } from '../checklist/checklist-lines.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

type Of<Kind extends Trigger['kind']> = Extract<Trigger, { kind: Kind }>

/** Why a run has begun that nobody has asked for, as a sentence; undefined where somebody has. */
export function unaskedText(trigger: Trigger): string | undefined {
  switch (trigger.kind) {
    case 'forced':
      return 'This run began without being asked for, because `speculation.force_speculate` is on.'
    case 'critical-path':
      return byPathText(trigger)
    default:
      return undefined
  }
}

function byPathText({ risk, place }: Of<'critical-path'>): string {
  const said = `its risk is ${risk.level} (${signText(risk.sign)})`
  if (place.kind !== 'on') return `This run began without being asked for: ${said}.`
  const { path, minutes, milestone } = place
  const whose = milestone === undefined ? '' : ` of the milestone ${codeSpan(milestone, 80)}`
  return `This run began without being asked for: the issue is on the critical path${whose} (${codeSpan(pathText(path), 400)}, ${workText(minutes)}), and ${said}.`
}

const MOST_SHOWN = 8

/** In Markdown it stands as code: each of them would be told on its own page that it was named here. */
export function pathText(path: readonly GraphKey[]): string {
  const shown = path.slice(0, MOST_SHOWN).map(graphKeyText)
  return [...shown, ...(path.length > MOST_SHOWN ? ['…'] : [])].join(' → ')
}

export function workText(minutes: number): string {
  const days = minutes / 480
  const rounded = Math.round(days * 10) / 10
  return days < 1
    ? `${Math.round(minutes / 6) / 10} hours of work`
    : `${rounded} ${rounded === 1 ? 'day' : 'days'} of work`
}

/** Who is behind a run, for a line of its own. */
export function startedByText(trigger: Trigger): string {
  const who = `${codeSpan(trigger.actor, 50)} (${trigger.role})`
  switch (trigger.kind) {
    case 'text':
      return `requested by ${who}, in the ${trigger.where === 'form' ? 'form' : 'block'} of the issue`
    case 'critical-path':
    case 'forced':
      return `requested by nobody; the issue is by ${who}`
    default:
      return `requested by ${who}`
  }
}
