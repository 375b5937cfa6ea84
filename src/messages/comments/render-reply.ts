import type { Command } from '../../domain/issue/command.ts'
import { codeSpan, fullStop } from '../foreign/foreign-text.ts'
import { replyMarker } from '../marker.ts'

/** The comment that answers a command. `says` is finished Markdown; of a refused one the reason is said. */
export function renderReply(
  { comment, line, answer }: Pick<Command, 'comment' | 'line' | 'answer'>,
  says = '',
): { marker: string; body: string } {
  const marker = replyMarker(comment)
  const text =
    answer.kind === 'refused'
      ? fullStop(`Nothing was done for ${codeSpan(line, 100)}: ${answer.reason}`)
      : says
  return { marker, body: `${marker}\n${text}\n` }
}
