import { describe, expect, it } from 'vitest'
import { UNKNOWN_ELEMENT } from '../../../src/domain/judgement/scoreboard.ts'
import { renderTerminalTable } from '../../../src/messages/terminal/terminal-table.ts'
import { policyNotes } from '../../../src/stages/policies/policy-text.ts'
import { BRIEFS, passed, promotedView, queued, rejected, scoreboard } from '../fixtures.ts'

const [A, B, C] = BRIEFS
const plain = { color: false, width: 100, notes: policyNotes }

describe('the table in the terminal', () => {
  it('A6: has the columns of the seed, then the winner and a line for every loser', () => {
    expect(renderTerminalTable(promotedView().scoreboard, plain)).toMatchInlineSnapshot(`
      "candidate  agent     tests  risk  diff     p95-latency  score  result
      fix-a      codex     pass   low   +30 −12  —            88.0   promoted
      fix-b      claude    pass   med   +50 −17  —            79.0   passed, not chosen
      fix-c      opencode  fail   low   +14 −7   —            —      rejected

      promoted: fix-a (pull request 11) passes all 3 required checks with the highest score, 88.0
      passed, not chosen: fix-b passes every check, but scores 79.0 against 88.0: risk decides (low risk,
        against medium risk)
      rejected: fix-c fails "unit": "expected 1 charge, got 2"
      "
    `)
  })

  it('R9: says of everybody, the winner included, whose agent did not come to its end', () => {
    const cutShort = { failure: 'crashed' as const, detail: 'The agent was ended by SIGSEGV.' }
    const rows = [
      passed(A, { cutShort, result: 'promote', reason: 'passes' }),
      passed(B, { cutShort: { failure: 'timed-out', detail: '' }, seconds: 90 }),
    ]
    const text = renderTerminalTable(scoreboard(rows), { ...plain, width: 500 })
    expect(text).toContain(
      'fix-a: The agent did not finish properly ("The agent was ended by SIGSEGV."). The patch is what it had written by then.\n',
    )
    expect(text).toContain('fix-b: The agent was stopped after 1 min 30 s, when its time was up.')
  })

  it('says when nobody won and when nothing is decided yet', () => {
    expect(renderTerminalTable(scoreboard([rejected(A), rejected(B)]), plain)).toContain(
      'no candidate is promoted; a human has to decide',
    )
    expect(renderTerminalTable(scoreboard([passed(A), queued(C)]), plain)).toContain('not decided yet')
  })

  it('writes colours only when asked to', () => {
    const { scoreboard: given } = promotedView()
    expect(renderTerminalTable(given, plain)).not.toContain('\u001b')
    const colored = renderTerminalTable(given, { ...plain, color: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderTerminalTable(given, plain))
  })

  it('lets no control character of foreign text through', () => {
    const rows = [rejected(A, { reason: 'fails `\u001b[2J\u0007unit\r\n\u202e` now' })]
    expect(renderTerminalTable(scoreboard(rows), plain)).toContain('rejected: fix-a fails "[2Junit" now\n')
  })

  it('never shows a score as reached that was not', () => {
    expect(renderTerminalTable(scoreboard([passed(A, { score: 69.99 })]), plain)).toMatch(/ 69\.99 /)
  })

  it('marks a latency that is only self-reported', () => {
    const rows = [
      passed(A, { p95LatencyMs: 4, p95Trusted: true }),
      passed(B, { p95LatencyMs: -2.5, p95Trusted: false }),
    ]
    const text = renderTerminalTable(scoreboard(rows), plain)
    expect(text).toMatch(/ \+4ms {2,}/)
    expect(text).toMatch(/ -2\.5ms\? /)
  })

  it('shows the key where the policy only ranks', () => {
    const { score: _none, ...row } = passed(A, { key: [1, -4, -10, 0, UNKNOWN_ELEMENT] })
    expect(renderTerminalTable({ ...scoreboard([row]), policy: 'lexicographic' }, plain)).toContain(
      ' (1, −4, −10, 0, ?) ',
    )
  })

  it('breaks long sentences between words', () => {
    const text = renderTerminalTable(scoreboard([rejected(A, { reason: 'word '.repeat(60) })]), {
      ...plain,
      width: 60,
    })
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(70)
    expect(text.match(/word/g)).toHaveLength(60)
  })
})
