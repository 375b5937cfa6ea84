import { withAddedBriefs } from '../../domain/candidate/added-briefs.ts'
import type { ForgeFacts } from '../../domain/forge/forge-facts.ts'
import { GHOST } from '../../domain/issue/command.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { saysStrategy } from '../../messages/pull-request/pull-request.ts'
import { commandLine } from '../../stages/commands/parse-command.ts'
import { addedBy } from '../../stages/commands/slash/add.ts'
import { unanswered } from '../../stages/commands/unanswered.ts'

/**
 * The run with the strategies that people had added. Whether a command was taken is not asked of the command, which anybody may write: the
 * App has opened a draft that says its strategy, or it counts for nothing.
 */
export function withAdded(speculation: Speculation, facts: ForgeFacts, now: string): Speculation {
  let run = speculation
  for (const comment of unanswered(facts, speculation)) {
    const brief = comment.isEdited ? undefined : addedBy(comment, run)
    const draft = facts.candidates.find(({ candidate }) => candidate === brief?.id)?.pullRequest
    if (!brief || !saysStrategy(draft?.body ?? '', brief)) continue
    const { id, on, author = GHOST, at, body } = comment
    const command = {
      ...{ comment: id, ...withoutUndefined({ on }), by: author, role: 'none' as const, at },
      ...{ answeredAt: now, line: commandLine(body), answer: { kind: 'added' as const, brief } },
    }
    run = withAddedBriefs({ ...run, commands: [...(run.commands ?? []), command] })
  }
  return run
}
