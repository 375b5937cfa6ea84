import { html } from 'hono/html'
import { takenGraft } from '../../../domain/proof/graft.ts'
import { fullStop, sentence } from '../../../messages/foreign/foreign-text.ts'
import { graftNotes } from '../../../messages/scoreboard/notes/graft-notes.ts'
import {
  laterResult,
  laterSentences,
  winnerHeading,
} from '../../../messages/scoreboard/scoreboard-aftermath.ts'
import {
  loserSentences,
  losersHeading,
  nextStep,
  winnerSentences,
} from '../../../messages/scoreboard/scoreboard-summary.ts'
import { scoreboardTable } from '../../../messages/scoreboard/scoreboard-table.ts'
import type { ScoreboardView } from '../../../messages/scoreboard/scoreboard-view.ts'
import { markdown } from '../../markup/markdown.ts'
import type { Markup } from '../../markup/markup.ts'
import type { RunReport } from '../../reading/read-run.ts'
import type { Section } from './section.ts'

const ROOM = 1_000

/** What the issue is told: until there is a verdict as it stands there, then in the same words out of the verdict itself. */
export const scoreboardSection: Section = ({ view, onIssue, repositoryUrl }) => {
  const content = view ? decided(view, { repositoryUrl }) : asOnIssue(onIssue, { repositoryUrl })
  return content && { id: 'scoreboard', title: 'Scoreboard', content }
}

type Place = Pick<RunReport, 'repositoryUrl'>

function decided(view: ScoreboardView, place: Place): Markup {
  const { decision } = view
  const losers = loserSentences(view, ROOM)
  const why = winnerSentences(view, ROOM)
  const lines = [
    ...(decision.kind === 'escalate' ? [fullStop(sentence(decision.reason, ROOM)), ''] : []),
    ...[...laterSentences(view, ROOM), ...grafted(view)].flatMap((said) => [said, '']),
    ...scoreboardTable(view, (row) => laterResult(row, view)),
    '',
    ...view.policy.notes.flatMap((note) => [`<sub>${note}</sub>`, '']),
    ...(why === '' ? [] : [`**${winnerHeading(view)}.** ${why}`, '']),
    ...(losers.length > 0 ? [`**${losersHeading(view)}.**`, '', ...losers.map((one) => `- ${one}`), ''] : []),
    `**Next.** ${nextStep(view)}`,
    '',
    ...view.speculation.plan.notes.flatMap((note) => [`> ${sentence(note, ROOM)}`, '']),
  ]
  return markdown(lines.join('\n'), place)
}

/** What the checks of the winner said of it, its pull request shows. */
function grafted({ decision, speculation, scoreboard }: ScoreboardView): readonly string[] {
  const taken = takenGraft(speculation)
  const winner = decision.kind === 'promote' ? decision.candidate : undefined
  const number = scoreboard.rows.find(({ candidate }) => candidate === winner)?.pullRequest
  return taken && number !== undefined ? graftNotes(taken, { number, checks: undefined }) : []
}

/** Without its heading, which the page has already. */
function asOnIssue(body: string | undefined, place: Place): Markup | undefined {
  if (body === undefined) return undefined
  return html`<p class="quiet">As the issue has it, where it is written every 20 seconds at most; what stands above is newer.</p>${markdown(body.replace(/^## .*$/m, ''), place)}`
}
