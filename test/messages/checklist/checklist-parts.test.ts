import { expect, it } from 'vitest'
import type { BoxEvidence, BoxName, Classification } from '../../../src/domain/issue/checklist.ts'
import { BOXES } from '../../../src/domain/issue/checklist.ts'
import { checklistParts } from '../../../src/messages/checklist/checklist-parts.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import { BRIEFS, queued, speculation, view } from '../fixtures.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const sign = { where: 'title', text: 'retry' } as const

const OPINION = {
  kind: 'opinion',
  toolchain: 'codex',
  models: ['gpt-5'],
  yes: true,
  why: 'Either end could refuse it.',
  files: [],
} as const satisfies BoxEvidence

const EVIDENCE: Readonly<Record<BoxName, readonly BoxEvidence[]>> = {
  strategies: [
    { kind: 'strategies-given', by: 'issue', ids: ['fix-a', 'fix-b'] },
    { kind: 'ways-named', ways: ['Retry in the client', 'Send a key'] },
    { kind: 'many-directions', problem: 'retry logic', sign },
    { kind: 'one-way' },
    { ...OPINION, yes: true, files: ['src/client.js', 'src/server.js'] },
    { ...OPINION, yes: false, models: [] },
  ],
  bounded: [
    { kind: 'files-named', files: ['src/client.js'], count: 1, folders: 1 },
    { kind: 'files-named', files: ['a/a', 'b/b', 'c/c', 'd/d', 'e/e', 'f/f'], count: 9, folders: 9 },
    { kind: 'folder-named', folder: 'src', count: 2 },
    { kind: 'area-said', sign: { where: 'label', text: 'area: client' } },
    { kind: 'size-said', sign: { where: 'label', text: 'size/XL' } },
    { kind: 'nothing-named' },
  ],
  verifier: [
    { kind: 'reverted', reverts: 1, commits: 6 },
    { kind: 'reverted', reverts: 2, commits: 30 },
    { kind: 'changed-often', commits: 12, days: 90 },
    { kind: 'time-in-review', minutes: 600, changes: 3, checks: 10 },
    { kind: 'time-in-review', minutes: 6_000, changes: 3 },
    { kind: 'history-unknown' },
    { kind: 'quiet-history', commits: 0 },
    { kind: 'quiet-history', commits: 7 },
    { kind: 'reverted', reverts: 1, commits: 1 },
    { kind: 'quiet-history', commits: 1 },
  ],
  'hard-fail': [
    { kind: 'hard-fail-checks', checks: [{ name: 'audit', category: 'security' }] },
    { kind: 'no-hard-fail' },
  ],
  explainable: [
    { kind: 'can-be-asked', who: 'assignees', names: ['maya'] },
    { kind: 'can-be-asked', who: 'reviewers', names: ['ravi', 'maya'] },
    { kind: 'can-be-asked', who: 'code-owners', names: ['.github/CODEOWNERS'] },
    { kind: 'nobody-named' },
  ],
  losers: [
    { kind: 'losers-go', days: 14 },
    { kind: 'losers-go', days: 0 },
    { kind: 'losers-stay', days: 365 },
  ],
}

function classification(nth: number, overrides: Partial<Classification> = {}): Classification {
  const boxes = BOXES.map((box, place) => {
    const evidence = EVIDENCE[box][nth % EVIDENCE[box].length]
    const ticked = place % 2 === nth % 2
    // An opinion stands beside what the rules have found.
    const found = evidence?.kind === 'opinion' ? [{ kind: 'one-way' } as const] : []
    return { box, ticked, evidence: [...found, ...(evidence ? [evidence] : [])] }
  })
  return {
    checklist: { work: { kind: 'ordinary' }, boxes },
    route: 'speculate',
    isFollowed: true,
    ...overrides,
  }
}

it('every answer of the checklist has its words', async () => {
  const all = Array.from(
    { length: 10 },
    (_, nth) => checklistParts(speculation({ classification: classification(nth) }))?.boxes ?? [],
  )
  const words = [...new Set(all.flat())].toSorted().join('\n')
  await expect(`${words}\n`).toMatchFileSnapshot('../words/checklist.txt')
})

it('A1: the checklist is folded into the scoreboard, with what came of it', () => {
  const { checklist } = classification(0)
  const single = { ...checklist, work: { kind: 'mechanical', sign } } as const
  const texts = [
    classification(0),
    classification(0, { checklist: single, route: 'single' }),
    classification(0, { checklist: single, route: 'single', isFollowed: false }),
    classification(0, {
      checklist: { ...checklist, work: { kind: 'design', of: 'migration', sign } },
      route: 'design-first',
      isFollowed: false,
    }),
  ].map((one) =>
    renderScoreboard(
      view(BRIEFS.map(queued), {
        decision: { kind: 'wait', reason: '…' },
        speculation: speculation({ classification: one }),
      }),
    ),
  )
  const folds = texts.map((text) =>
    text.slice(text.indexOf('<summary>Is it worth'), text.indexOf('</details>', text.indexOf('Is it worth'))),
  )
  expect(folds.map((fold) => [fold.split('\n', 1)[0], fold.trim().split('\n').at(-1)])).toEqual([
    [
      '<summary>Is it worth several candidates? 3 of 6 boxes ticked</summary>',
      'Two boxes are enough for several candidates.',
    ],
    [
      '<summary>Is it worth several candidates? 3 of 6 boxes ticked, and it looks like a small, mechanical change</summary>',
      'One candidate is enough here: its title says `retry`, which is work with one obvious result. It is judged by the same checks and gates.',
    ],
    [
      '<summary>Is it worth several candidates? 3 of 6 boxes ticked, and it looks like a small, mechanical change</summary>',
      'By this alone one candidate would be written; a person has asked for this run, so all candidates are written.',
    ],
    [
      '<summary>Is it worth several candidates? 3 of 6 boxes ticked, and it is a migration</summary>',
      'By this alone people would decide first; a person has asked for this run, so all candidates are written.',
    ],
  ])
})

it('T3: what the issue says of itself is shown as code', () => {
  const boxes = BOXES.map((box) => ({
    box,
    ticked: true,
    evidence: [{ kind: 'ways-named' as const, ways: ['@octocat #12 <img src=x>', '</details> [a](b)'] }],
  }))
  const shown = checklistParts(
    speculation({
      classification: classification(0, { checklist: { work: { kind: 'ordinary' }, boxes } }),
    }),
  )?.boxes.map((box) => `- ${box}`)
  const page = renderLikeGitHub(shown?.join('\n') ?? '')
  expect(page.prose).not.toContain('@')
  expect(page.elements.img).toBeUndefined()
})
