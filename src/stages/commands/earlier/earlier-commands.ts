import type { Speculation } from '../../../domain/run/speculation.ts'
import {
  earlierHelpText,
  earlierStatusText,
  followedText,
  refusedOnEarlier,
  restoredText,
} from '../../../messages/comments/earlier-texts.ts'
import { helpLines } from '../slash/help-lines.ts'
import { type GivenCommand, type Reply, refuse, type SlashCommand } from '../slash/slash-command.ts'
import { SLASH_COMMANDS } from '../slash/slash-commands.ts'

/** What makes sense of a run that is over; all else is for the run that has followed it. */
const ANSWERED: readonly string[] = ['status', 'why', 'restore', 'help']

/** The commands as they are answered on the drafts of a run that `latest` has followed. */
export function earlierCommands(latest: Speculation): readonly SlashCommand[] {
  return SLASH_COMMANDS.map((command): SlashCommand => {
    const isAnswered = ANSWERED.includes(command.name)
    const reply = replyOf(command, latest)
    return {
      ...command,
      // Nothing comes too early or too late: why it is refused is another reason.
      when: 'always',
      give: (text, on) => {
        const given = command.give(text, on)
        if (isAnswered && !given) return undefined
        const told = { command, pullRequest: undefined, starts: undefined }
        return { ...told, reply: (asked, situation) => reply(given, asked, situation) }
      },
    }
  })
}

type Replying = (given: GivenCommand | undefined, ...asked: Parameters<GivenCommand['reply']>) => Reply

function replyOf({ name }: SlashCommand, latest: Speculation): Replying {
  const refused: Replying = (_, _asked, { run }) => refuse(refusedOnEarlier(run, latest))
  const told = (says: string): Reply => ({ answer: { kind: 'told' }, says })
  if (name === 'help') return (_, _asked, { run }) => told(earlierHelpText(run, latest, HELP))
  if (!ANSWERED.includes(name)) return refused
  return (given, asked, situation) => {
    const { run } = situation
    if (!given || !run.verdict) return refused(given, asked, situation)
    if (name === 'status') return told(earlierStatusText(run, latest))
    const reply = given.reply(asked, situation)
    const { answer, says } = reply
    if (answer.kind === 'restored')
      return { ...reply, says: restoredText(draftOf(answer.candidate, situation), latest) }
    return says === undefined ? reply : { ...reply, says: `${followedText(run, latest)}\n\n${says}` }
  }
}

const HELP = helpLines(SLASH_COMMANDS.filter(({ name }) => ANSWERED.includes(name)))

function draftOf(
  candidate: string,
  { candidates }: Parameters<GivenCommand['reply']>[1],
): number | undefined {
  return candidates.find((one) => one.candidate === candidate)?.pullRequest?.number
}
