import { ownCandidates, SUBMITTED } from '../../../domain/candidate/competitor.ts'
import type { CandidateFacts } from '../../../domain/forge/forge-facts.ts'
import { isBotName, isBotsAct } from '../../../domain/issue/is-bot.ts'
import { TRIGGER_LABEL } from '../../../domain/issue/labels.ts'
import type { Snapshot } from '../../../domain/run/snapshot.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'

const ID = 40

/** What bots did to a run, and what was made of it, each a sentence. */
export function botNotes(
  { attempts, candidates }: Pick<Snapshot, 'attempts' | 'candidates'>,
  speculation: Speculation,
  tookLabelOff: string | undefined,
): readonly string[] {
  const own = ownCandidates(speculation, candidates)
  return [
    ...(tookLabelOff === undefined ? [] : [labelNote(tookLabelOff, speculation)]),
    ...own.flatMap(reopenedNote),
    ...own.flatMap((facts) => {
      const isRead = attempts.some(
        ({ candidate, toolchain, outcome }) =>
          candidate === facts.candidate && toolchain === SUBMITTED && outcome?.kind === 'patch',
      )
      return isRead ? readNote(facts) : []
    }),
  ]
}

function labelNote(bot: string, { verdict }: Speculation): string {
  const goesOn = verdict ? 'the run went on.' : 'the run goes on. To stop it, close the issue.'
  return `${codeSpan(bot, ID)} removed the label ${codeSpan(TRIGGER_LABEL, 50)}, which was no person's choice: ${goesOn}`
}

function reopenedNote({ candidate, pullRequest }: CandidateFacts): string[] {
  const at = pullRequest?.events.findIndex(({ kind, ours }) => kind === 'reopened' && ours) ?? -1
  if (!pullRequest || at < 0) return []
  const closer = pullRequest.events.slice(0, at).findLast(({ kind }) => kind === 'closed')
  // What we or a person had closed was opened again because a person has asked for it.
  if (closer && (closer.ours || !isBotsAct(closer))) return []
  return [
    `${codeSpan(closer?.actor ?? 'A bot', ID)} closed ${codeSpan(candidate, ID)}, which was no person's choice: it was reopened, once.`,
  ]
}

function readNote({ candidate, pullRequest }: CandidateFacts): string[] {
  const author = pullRequest?.lastCommit?.author
  if (!pullRequest || author === undefined || !isBotName(author)) return []
  const head = codeSpan(pullRequest.head.slice(0, 7), 7)
  return [
    `${codeSpan(author, ID)} pushed to ${codeSpan(candidate, ID)} after it was published: its patch was read and measured again on ${head}.`,
  ]
}
