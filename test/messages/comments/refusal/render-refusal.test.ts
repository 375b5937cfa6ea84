import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../../../src/domain/issue/refusal.ts'
import { renderRefusal } from '../../../../src/messages/comments/refusal/render-refusal.ts'
import { scoreboardMarker } from '../../../../src/messages/marker.ts'
import { renderLikeGitHub } from '../../render-like-github.ts'

const marker = scoreboardMarker('acme/payments#7.1')

const REFUSALS: readonly Refusal[] = [
  { kind: 'disabled' },
  { kind: 'archived' },
  { kind: 'issue-closed' },
  { kind: 'default-branch-in-the-way', branch: 'speculate' },
  { kind: 'unknown-actor' },
  { kind: 'bot', actor: 'dependabot[bot]' },
  { kind: 'not-allowed', actor: 'visitor', role: 'triage' },
  { kind: 'author-not-allowed', author: 'drive-by' },
  { kind: 'author-not-allowed', author: undefined },
  { kind: 'no-red-check' },
  {
    kind: 'design-first',
    work: { kind: 'design', of: 'migration', sign: { where: 'label', text: 'migration' } },
  },
  {
    kind: 'design-first',
    work: { kind: 'design', of: 'architecture', sign: { where: 'title', text: 'Rewrite in' } },
  },
  {
    kind: 'edited-after-labelling',
    labelledAt: '2026-03-04T08:59:50Z',
    editedAt: '2026-03-04T09:01:00Z',
  },
  {
    kind: 'configuration',
    problems: [
      {
        file: '.github/speculate.yml',
        line: 3,
        message: 'unknown key `vote_treshold`',
        nearest: 'vote_threshold',
      },
      { file: 'issue #7', line: 12, message: 'candidates must be a list', nearest: undefined },
    ],
  },
  { kind: 'no-verifier', branch: 'main' },
  { kind: 'no-toolchain' },
  { kind: 'unknown-toolchain', toolchain: 'codx', configured: ['codex', 'claude'] },
]

describe('a refusal', () => {
  it('has its words for every reason', async () => {
    const words = REFUSALS.map((refusal) => renderRefusal(refusal, marker, { issue: 7 })).join('\n')
    await expect(words).toMatchFileSnapshot('../../words/refusals.txt')
  })

  it.each(REFUSALS)('stands where the scoreboard will be, and says what to do: $kind', (refusal) => {
    const body = renderRefusal(refusal, marker, { issue: 7 })
    expect(body.startsWith(`${marker}\n`)).toBe(true)
    expect(body).toContain('**Next.**')
  })

  it('calls nobody and fits a comment with any number of problems', () => {
    const problem = {
      file: '@octocat',
      line: 1,
      message: '@octocat #1 <img src=x>'.repeat(1_000),
      nearest: '@octocat',
    }
    const body = renderRefusal({ kind: 'configuration', problems: Array(1_000).fill(problem) }, marker, {
      issue: 7,
    })
    expect(body.length).toBeLessThan(65_536)
    const page = renderLikeGitHub(body)
    expect(page.prose).not.toContain('@')
    expect(page.prose.match(/#\d+/g)).toEqual(['#7'])
    expect(page.elements.img).toBeUndefined()
  })
})
