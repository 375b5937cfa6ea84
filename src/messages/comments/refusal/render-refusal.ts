import type { Command } from '../../../domain/issue/command.ts'
import type { Refusal } from '../../../domain/issue/refusal.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'
import { replyMarker } from '../../marker.ts'
import { explainRefusal } from './explain-refusal.ts'
import type { By } from './explanation.ts'

/** Why nothing was started and what to do about it, in the place where the scoreboard will stand once it is. */
export function renderRefusal(
  refusal: Refusal,
  marker: string,
  { issue, by = 'label' }: { readonly issue: number; readonly by?: By | undefined },
): string {
  const { why, next } = explainRefusal(refusal, by)
  const state = refusal.kind === 'runs-of-day' || refusal.kind === 'no-room' ? 'waiting' : 'not started'
  return `${marker}
## Speculation on #${issue}: ${state}

${why}

**Next.** ${next}
`
}

/** The answer to a command that has asked for the run. */
export function renderCommandRefusal(
  refusal: Refusal,
  { comment, line }: Pick<Command, 'comment' | 'line'>,
): { marker: string; body: string } {
  const { why, next } = explainRefusal(refusal, 'command')
  const marker = replyMarker(comment)
  return {
    marker,
    body: `${marker}\nNo run was started for ${codeSpan(line, 100)}. ${why}\n\n**Next.** ${next}\n`,
  }
}

/** The reason alone, for the log. */
export function refusalReason(refusal: Refusal, by: By = 'label'): string {
  return explainRefusal(refusal, by).why
}
