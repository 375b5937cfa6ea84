import type { CommandComment } from '../../../src/domain/forge/forge-facts.ts'
import { NOW } from '../story.ts'

/** A comment of a person that begins with a slash command. */
export function aCommandComment(overrides: Partial<CommandComment> = {}): CommandComment {
  const body = '/speculate enter #7'
  return { id: 71, author: 'maya', authorType: 'User', at: NOW, isEdited: false, body, ...overrides }
}
