import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttemptReport } from '../../src/domain/attempt.ts'
import { candidateBody, candidateTitle } from '../../src/messages/pull-request.ts'
import { BRIEFS, speculation } from './fixtures.ts'
import { hostileText } from './hostile.ts'
import { renderLikeGitHub } from './render-like-github.ts'

const [A] = BRIEFS
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?:[\w.-]+\/[\w.-]+)?#\d/i

describe('the pull request of a candidate', () => {
  test('has a title of its strategy and the issue', () => {
    expect(candidateTitle(speculation(), A)).toBe('fix-a: A retry charges twice')
  })

  test('says in words what it is', async () => {
    const report = AttemptReport.parse({
      rationale: 'One place for retries.\nFixes #7.',
      confidence: 0.9,
      testsAdded: ['test/client.test.ts'],
      risks: ['changes the order of log lines'],
    })
    await expect(candidateBody(speculation(), A, report)).toMatchFileSnapshot('words/pull-request.txt')
  })

  test('shows nothing empty when the agent left no report', () => {
    const body = candidateBody(speculation(), A, AttemptReport.parse({}))
    expect(body).toContain('confidence not reported')
    expect(body).not.toMatch(/```|Tests it says|Risks it sees/)
  })

  test('never closes the issue, mentions anybody or leads away, also as a commit message', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { plan } = speculation()
        const given = speculation({
          snapshot: { title: text, body: text, hash: 'a' },
          plan: { ...plan, invariants: [text] },
        })
        const brief = { ...A, strategy: text, constraints: [text] }
        const report = AttemptReport.parse({ rationale: text, testsAdded: [text], risks: [text] })
        const title = candidateTitle(given, brief)
        const body = candidateBody(given, brief, report)
        for (const words of [title, body]) expect(words).not.toMatch(/@[\p{L}\p{N}]|GH-\d|:\/\//iu)
        expect(title).not.toMatch(/#\d|`|\n/)
        expect(title.length).toBeLessThanOrEqual(240)
        expect(body).not.toMatch(CLOSING)
        expect(body.match(/#\d+/g)).toEqual(['#7', '#7'])
        const page = renderLikeGitHub(body)
        expect(page.elements.img).toBeUndefined()
        expect(page.links).toEqual([])
        expect(page.prose.match(/#\d+/g)).toEqual(['#7'])
      }),
    )
  })
})
