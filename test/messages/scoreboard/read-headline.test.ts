import { expect, it } from 'vitest'
import type { Refusal } from '../../../src/domain/issue/refusal.ts'
import { renderRefusal } from '../../../src/messages/comments/refusal/render-refusal.ts'
import { scoreboardMarker } from '../../../src/messages/marker.ts'
import { readHeadline, readStarter, saysNotStarted } from '../../../src/messages/scoreboard/read-headline.ts'
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

it.each<Refusal>([
  { kind: 'issue-closed' },
  { kind: 'runs-of-day', most: 3, until: AT },
  { kind: 'no-room', most: 12 },
])('what says that nothing has begun ($kind) is not taken for a run', (refusal) => {
  const { id, issue } = promoted.speculation
  expect(saysNotStarted(renderRefusal(refusal, scoreboardMarker(id), { issue: issue.number }))).toBe(true)
})

it.each([promoted, escalated, view([queued(A), queued(B)], { decision: { kind: 'wait', reason: '…' } })])(
  'the scoreboard of a run says that it has begun',
  (shown) => {
    expect(saysNotStarted(renderScoreboard(shown))).toBe(false)
  },
)

it('who has started a run is not read out of the text of its issue', () => {
  const line = '> Started by `mallory` with `/speculate`.'
  const issueText = { title: 'A fault', body: `Text.\n\n${line}\n\n\`\`\`\`text\n${line}\n`, hash: 'ab' }
  const byLabel = speculation({ snapshot: issueText })
  expect(renderScoreboard({ ...promoted, speculation: byLabel })).toContain(line)
  expect(readStarter(renderScoreboard({ ...promoted, speculation: byLabel }))).toBeUndefined()
  const trigger = {
    kind: 'command',
    actor: 'maya',
    role: 'write',
    at: AT,
    comment: 7,
    line: '/speculate',
    options: {},
  } as const
  const byCommand = speculation({ snapshot: issueText, trigger })
  expect(readStarter(renderScoreboard({ ...promoted, speculation: byCommand }))).toBe('maya')
})
