import { z } from 'zod'
import { byId, created, ok, page, parseBody, type RepositoryCall, repositoryRoute } from '../../http/call.ts'
import { REACTIONS, type Reaction } from '../../model.ts'
import { serializeReaction } from '../../serializers/reaction.ts'
import { contribute, readIssues } from '../needs.ts'

const NewReaction = z.object({ content: z.enum(REACTIONS) })

export const reactionRoutes = [
  repositoryRoute('GET', '/issues/comments/:id/reactions', readIssues, (call) => {
    const { reactions = [] } = byId(call, call.repository.comments)
    const content = call.query.get('content')
    const wanted = reactions.filter((one) => content === null || one.content === content)
    return page(call, wanted, (one) => serializeReaction(call.github, one))
  }),
  repositoryRoute('POST', '/issues/comments/:id/reactions', contribute, react),
]

/** One of a kind for each account: a second one is answered with the first. */
function react(call: RepositoryCall) {
  const { github, actor } = call
  const comment = byId(call, call.repository.comments)
  const { content } = parseBody(call, NewReaction, 'Reaction')
  const known = comment.reactions?.find((one) => one.author === actor.login && one.content === content)
  if (known) return ok(serializeReaction(github, known))
  const reaction: Reaction = { id: github.nextId(), author: actor.login, content, createdAt: github.now() }
  comment.reactions = [...(comment.reactions ?? []), reaction]
  return created(serializeReaction(github, reaction))
}
