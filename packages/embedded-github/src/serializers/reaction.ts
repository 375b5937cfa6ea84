import type { GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import { type Comment, REACTIONS, type Reaction } from '../model.ts'
import { type Schemas, serializeUser } from './user.ts'

export function serializeReaction(
  github: GitHub,
  { id, author, content, createdAt }: Reaction,
): Schemas['reaction'] {
  return {
    id,
    node_id: nodeId('Reaction', id),
    user: serializeUser(github, author),
    content,
    created_at: createdAt,
  }
}

/** How many of each kind there are. `url` is that of what they are about. */
export function reactionRollup(
  url: string,
  { reactions = [] }: Pick<Comment, 'reactions'> = {},
): Schemas['reaction-rollup'] {
  const of = (kind: Reaction['content']) => reactions.filter(({ content }) => content === kind).length
  const counts = Object.fromEntries(REACTIONS.map((kind) => [kind, of(kind)])) as Record<
    Reaction['content'],
    number
  >
  return { url: `${url}/reactions`, total_count: reactions.length, ...counts }
}
