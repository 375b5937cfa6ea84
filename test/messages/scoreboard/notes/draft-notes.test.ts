import { expect, it } from 'vitest'
import type { Row } from '../../../../src/domain/judgement/row.ts'
import { draftNotes } from '../../../../src/messages/scoreboard/notes/draft-notes.ts'
import { renderScoreboard } from '../../../../src/messages/scoreboard/scoreboard.ts'
import { effectiveGates } from '../../../../src/stages/gates/gates.ts'
import { policyText } from '../../../../src/stages/policies/policy-text.ts'
import { score } from '../../../../src/stages/score/score.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { NOW } from '../../../builders/story.ts'

const speculation = aSpeculation()
const skipped = [aCheckRun('one', 'lint'), aCheckRun('one', 'test', { id: 2, conclusion: 'skipped' })]
const board = score({
  speculation,
  attempts: [anAttempt('one')],
  candidates: [candidateFacts('one', aPullRequest('one', 21, { observations: skipped }))],
  now: NOW,
})

it('says on the scoreboard how many checks leave out drafts, and what to change', () => {
  const text = renderScoreboard({
    speculation,
    scoreboard: board,
    decision: { kind: 'wait', reason: 'x' },
    policy: policyText(board, speculation.settings),
    gates: effectiveGates(speculation.settings),
    settled: false,
  })
  expect(text).toContain('> 1 of 2 checks did not run because the pull request is a draft')
  expect(text).toContain('remove `if: !github.event.pull_request.draft` from the workflow')
  expect(text).toContain('include `opened`, `synchronize` and `reopened`.')
})

it('says nothing where none was skipped', () => {
  const rows: Row[] = board.rows.map((row) => ({ ...row, checks: row.checks.slice(0, 1) }))
  expect(draftNotes(rows)).toEqual([])
})
