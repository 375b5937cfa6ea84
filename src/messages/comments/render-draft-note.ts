import type { Row } from '../../domain/judgement/row.ts'
import { sentence } from '../foreign/foreign-text.ts'
import { scoreboardMarker } from '../marker.ts'
import { laterSentences } from '../scoreboard/scoreboard-aftermath.ts'
import { headline, loserSentences, winnerSentences } from '../scoreboard/scoreboard-summary.ts'
import type { ScoreboardView } from '../scoreboard/scoreboard-view.ts'

/** Enough for every reason that a row holds; what the scoreboard cuts is whole here. */
const MAX_REASON = 4_000

/**
 * The one comment on a draft, once there is a verdict: what became of this candidate, and where all of them are compared. `scoreboard` is
 * the address of the comment on the issue; undefined where there is none.
 */
export function renderDraftNote(
  view: ScoreboardView,
  row: Row,
  scoreboard: string | undefined,
): { marker: string; body: string } {
  const marker = scoreboardMarker(view.speculation.id)
  const where = `[The scoreboard on #${view.speculation.issue.number}](${scoreboard}) compares all candidates.`
  const parts = [...noteParts(view, row), ...(scoreboard === undefined ? [] : [where])]
  return { marker, body: `${marker}\n${parts.join('\n\n')}\n` }
}

/** What became of all of them, and of this one: a paragraph each. */
export function noteParts(view: ScoreboardView, row: Row): readonly string[] {
  return [
    `**${headline(view)}**`,
    ...(view.decision.kind === 'escalate' ? [sentence(view.decision.reason, MAX_REASON)] : []),
    ...laterSentences(view, MAX_REASON),
    ...ofCandidate(view, row),
  ]
}

function ofCandidate(view: ScoreboardView, row: Row): string[] {
  if (row.result === 'promote') return [winnerSentences(view, MAX_REASON)]
  const alone = { ...view, scoreboard: { ...view.scoreboard, rows: [row] } }
  return loserSentences(alone, MAX_REASON)
}
