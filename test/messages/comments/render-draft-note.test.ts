import { describe, expect, it } from 'vitest'
import { renderDraftNote } from '../../../src/messages/comments/render-draft-note.ts'
import { BRIEFS, passed, promotedView, rejected, speculation, view } from '../fixtures.ts'

const [A, B, C] = BRIEFS
const AT = '2026-03-04T10:30:00.000Z'
const SCOREBOARD = 'https://github.com/acme/payments/issues/12#issuecomment-77'

const nobody = view([rejected(A), rejected(B), rejected(C)], {
  decision: {
    kind: 'escalate',
    cause: 'nobody-passed',
    reason: 'None of the 3 candidates passed every gate.',
  },
})
const sentBack = {
  ...promotedView(),
  speculation: speculation({
    revoked: { cause: 'check-failed', reason: '`unit` failed on the commit that it had passed on', at: AT },
  }),
}

describe('the note on a draft', () => {
  it('says in words what became of it', async () => {
    const notes = [promotedView(), nobody, sentBack].flatMap((given) =>
      given.scoreboard.rows.map((row) => renderDraftNote(given, row, SCOREBOARD).body),
    )
    await expect(notes.join('\n---\n\n')).toMatchFileSnapshot('../words/draft-notes.txt')
  })

  it('points to no scoreboard where there is none', () => {
    const given = view([passed(A)], {
      decision: { kind: 'escalate', cause: 'withdrawn', reason: 'The issue is gone.' },
    })
    const [row] = given.scoreboard.rows
    if (!row) throw new Error('no row')
    const { body } = renderDraftNote(given, row, undefined)
    expect(body).toContain('The issue is gone.')
    expect(body).not.toContain('compares all')
  })
})
