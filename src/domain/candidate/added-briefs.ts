import type { Speculation } from '../run/speculation.ts'
import type { Brief } from './brief.ts'

/** Strategies that people have added while the run went on. */
export function addedBriefs({ commands = [] }: Pick<Speculation, 'commands'>): readonly Brief[] {
  return commands.flatMap(({ answer }) => (answer.kind === 'added' ? [answer.brief] : []))
}

/** The run with what was added to it: it competes like all that was planned. */
export function withAddedBriefs(speculation: Speculation): Speculation {
  const { plan } = speculation
  const missing = addedBriefs(speculation).filter(({ id }) => !plan.briefs.some((one) => one.id === id))
  return missing.length === 0
    ? speculation
    : { ...speculation, plan: { ...plan, briefs: [...plan.briefs, ...missing] } }
}
