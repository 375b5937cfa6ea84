import { COMMAND_CHARACTERS, type CommandComment } from '../../../domain/forge/forge-facts.ts'
import { commandText } from '../../../domain/issue/command.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { TalkNode } from '../facts/facts-answer.ts'
import { actorType } from './actor-type.ts'
import { loginOf } from './login-of.ts'

/** Those that begin with a command. What we write is never a command to ourselves. `on`: the pull request that they stand on. */
export function toCommands(comments: readonly TalkNode[], on?: number): readonly CommandComment[] {
  return comments
    .filter(({ body, viewerDidAuthor }) => commandText(body) !== undefined && !viewerDidAuthor)
    .map(({ fullDatabaseId, body, createdAt, lastEditedAt, author }) => ({
      id: fullDatabaseId,
      ...withoutUndefined({ on }),
      author: loginOf(author),
      authorType: actorType(author),
      at: createdAt,
      isEdited: lastEditedAt !== null,
      body: body.slice(0, COMMAND_CHARACTERS),
    }))
}
