import { describe, expect, it } from 'vitest'
import { renderBrief } from '../../../src/messages/briefs/render-brief.ts'
import { renderBriefComment } from '../../../src/messages/comments/render-brief-comment.ts'
import { hasMarker } from '../../../src/messages/marker.ts'
import { BRIEFS, speculation } from '../fixtures.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const [A] = BRIEFS

describe('the brief on a draft', () => {
  it('is the text that the agent was given, byte for byte, behind a fold', () => {
    const { marker, body } = renderBriefComment(speculation(), A)
    expect(hasMarker(body, marker)).toBe(true)
    expect(body).toContain(renderBrief(speculation(), A).trimEnd())
    const page = renderLikeGitHub(body)
    expect(page.elements.details).toBe(1)
    expect(page.elements.h1).toBeUndefined()
  })

  it('fits a comment, and keeps its last section, however long the issue is', () => {
    const snapshot = { title: 'x', body: 'long @octocat #1 '.repeat(4_000), hash: 'a' }
    const { body } = renderBriefComment(speculation({ snapshot }), A)
    expect(body.length).toBeLessThan(65_536)
    expect(body).toContain('You are candidate `fix-a`.')
    expect(body).toContain('part of the issue is left out here')
    expect(renderLikeGitHub(body).prose).not.toContain('@')
  })
})
