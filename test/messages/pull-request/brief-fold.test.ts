import { describe, expect, it } from 'vitest'
import { renderBrief } from '../../../src/messages/briefs/render-brief.ts'
import { neutralReferences } from '../../../src/messages/foreign/foreign-text.ts'
import { briefFold } from '../../../src/messages/pull-request/brief-fold.ts'
import { BRIEFS, speculation } from '../fixtures.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const [A] = BRIEFS

describe('the brief in the description of a draft', () => {
  it('V44: is the text that the agent was given, behind a fold, and calls nobody', () => {
    const fold = briefFold(speculation(), A, 50_000)
    expect(fold).toContain(neutralReferences(renderBrief(speculation(), A)).trimEnd())
    const page = renderLikeGitHub(fold)
    expect(page.elements.details).toBe(1)
    expect(page.elements.h1).toBeUndefined()
  })

  it('fits, and keeps its last section, however long the issue is', () => {
    const snapshot = { title: 'x', body: 'long @octocat #1 '.repeat(4_000), hash: 'a' }
    const fold = briefFold(speculation({ snapshot }), A, 20_000)
    expect(fold.length).toBeLessThan(20_000)
    expect(fold).toContain('You are candidate `fix-a`.')
    expect(fold).toContain('part of the issue is left out here')
    expect(fold).not.toMatch(/@octocat|#1/)
  })

  it('V45: closes nothing and skips no checks where the description becomes a commit message', () => {
    const snapshot = { title: 'x', body: 'Fixes #7\n[skip ci]\nCo-authored-by: a <a@b.c>', hash: 'a' }
    const fold = briefFold(speculation({ snapshot }), A, 20_000)
    expect(fold).not.toMatch(/Fixes #7|\[skip ci\]|^Co-authored-by:/m)
  })
})
