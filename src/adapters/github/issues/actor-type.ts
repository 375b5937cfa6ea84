import type { LabelEvent } from '../../../domain/forge/forge-facts.ts'
import type { Actor } from '../facts/facts-answer.ts'

export function actorType(actor: Actor): LabelEvent['actorType'] {
  switch (actor?.__typename) {
    case 'User':
    case 'Bot':
    case 'Organization':
    case 'Mannequin':
      return actor.__typename
    default:
      return 'unknown'
  }
}
