import { expect, it } from 'vitest'
import { readHeadline } from '../../../src/messages/scoreboard/read-headline.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import { BRIEFS, passed, promotedView, queued, rejected, speculation, view } from '../fixtures.ts'

const [A, B] = BRIEFS
const AT = '2026-03-04T10:00:00.000Z'
const promoted = promotedView()
const revoked = speculation({ revoked: { cause: 'conflict', reason: 'it has conflicts', at: AT } })
const chosen = speculation({ choices: [{ kind: 'made-ready', candidate: B.id, actor: 'maya', at: AT }] })
const escalated = view([rejected(A), rejected(B)], {
  decision: { kind: 'escalate', cause: 'nobody-passed', reason: '`fix-b` is promoted' },
})

it.each([
  ['a promotion', promoted, { kind: 'promoted', candidate: A.id, isTakenBack: false }],
  [
    'one that was taken back',
    { ...promoted, speculation: revoked },
    { kind: 'promoted', candidate: A.id, isTakenBack: true },
  ],
  ['a choice of a person', { ...promoted, speculation: chosen }, { kind: 'escalated' }],
  ['an escalation', escalated, { kind: 'escalated' }],
  [
    'a run that goes on',
    view([passed(A), queued(B)], { decision: { kind: 'wait', reason: '…' } }),
    undefined,
  ],
] as const)('the scoreboard of %s says so to whoever restores the run', (_, shown, expected) => {
  expect(readHeadline(renderScoreboard(shown))).toEqual(expected)
})

it.each([
  '',
  '## Speculation on #1',
  'text\n'.repeat(400).concat('## Speculation on #1: `a` is promoted'),
  '## Speculation on #1: `a b` is promoted',
])('nothing is read out of %j', (body) => expect(readHeadline(body)).toBeUndefined())
