import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diff } from '../../../src/domain/judgement/review.ts'
import { renderReviewBrief } from '../../../src/messages/briefs/render-review-brief.ts'
import { renderReview } from '../../../src/messages/comments/review-comment.ts'
import { hasMarker } from '../../../src/messages/marker.ts'
import { REVIEW_PATH } from '../../../src/ports/workspace.ts'
import { BRIEFS, speculation } from '../fixtures.ts'
import { hostileText } from '../hostile.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const diff: Diff = {
  text: 'diff --git a/src/a.js b/src/a.js\n--- a/src/a.js\n+++ b/src/a.js\n@@ -1 +1,2 @@\n one\n+two\n',
  isCut: false,
  lines: new Map([['src/a.js', [{ from: 1, to: 2 }]]]),
}

describe('what a reviewer is asked', () => {
  it('in these words', async () => {
    await expect(renderReviewBrief(speculation(), diff)).toMatchFileSnapshot('../words/review-brief.txt')
  })

  it('tells nothing of who wrote it, how, or of the others', () => {
    const text = renderReviewBrief(speculation(), diff)
    for (const { id, tag, strategy, toolchain } of BRIEFS)
      for (const word of [id, tag, strategy, toolchain]) expect(text).not.toContain(word)
    expect(text).toContain(REVIEW_PATH)
  })

  it('says when the patch is longer than what is shown', () => {
    expect(renderReviewBrief(speculation(), { ...diff, isCut: true })).toContain('longer than what is shown')
  })
})

describe('a review on the draft', () => {
  const findings = [
    { path: 'src/a.js', line: 2, text: 'loses the second half', onLine: true },
    { path: 'src/a.js', line: 3, text: 'not in the diff', onLine: false },
    { path: 'src/b.js', text: 'forgotten', onLine: false },
  ]
  const about = { speculation: speculation().id, candidate: 'fix-a', reviewer: 'codex' }

  it('puts on its line what stands in the diff, and the rest in its text', () => {
    const review = {
      verdict: 'request_changes' as const,
      summary: 'It is incomplete.',
      findings,
      commit: 'c',
    }
    const { marker, body, comments, bodyAlone } = renderReview({ ...about, review })
    expect(hasMarker(body, marker)).toBe(true)
    expect(body).toContain('**Review by `codex`: asks for changes.**')
    expect(comments).toEqual([{ path: 'src/a.js', line: 2, body: '```text\nloses the second half\n```' }])
    expect(body).toContain('`src/a.js`, line 3:')
    expect(body).not.toContain('loses the second half')
    expect(bodyAlone).toContain('loses the second half')
  })

  it('fits and calls nobody, whatever the reviewer wrote', () => {
    fc.assert(
      fc.property(hostileText, (words) => {
        const text = words.padEnd(2_000, '@octocat #1 ').slice(0, 2_000)
        const review = {
          verdict: 'approve' as const,
          summary: text + text,
          findings: Array.from({ length: 30 }, () => ({
            path: text.slice(0, 1_000),
            line: 9,
            text,
            onLine: false,
          })),
          commit: 'c',
        }
        const { body } = renderReview({ ...about, review })
        expect(body.length).toBeLessThan(65_536)
        const page = renderLikeGitHub(body)
        expect(page.prose).not.toContain('@')
        expect(page.elements.img).toBeUndefined()
      }),
      { numRuns: 30 },
    )
  })
})
