import { expect, it } from 'vitest'
import { Settings } from '../../../src/domain/settings.ts'
import { readHeadline } from '../../../src/messages/scoreboard/read-headline.ts'
import { renderScoreboard } from '../../../src/messages/scoreboard/scoreboard.ts'
import type { ScoreboardView } from '../../../src/messages/scoreboard/scoreboard-view.ts'
import { BRIEFS, passed, rejected, view as viewOf } from '../fixtures.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const PAGE = 'https://speculate.example/runs/acme/payments/7/1'
const [A] = BRIEFS
const decision = { kind: 'promote', candidate: 'fix-a', reason: '`fix-a` passes.' } as const
const view = (rows: Parameters<typeof viewOf>[0], more: Partial<ScoreboardView> = {}) =>
  viewOf(rows, { decision, ...more })
const rows = [passed(A, { result: 'promote', models: ['gpt-5.5', 'a@b'], agentVersion: '0.9.1' })]

it('says which agent in which version has written it, with which models', () => {
  const body = renderScoreboard(view(rows))
  expect(body).toContain('`codex` `0.9.1` with `gpt-5.5` and `a@b` |')
  expect(body).toContain('- Agent: `codex` `0.9.1` with `gpt-5.5` and `a@b`')
})

it('ends with when it has changed last, and leads to the page of the run where people can reach it', () => {
  const quiet = renderScoreboard(view(rows, { changedAt: '2026-03-04T10:30:59Z' }))
  expect(quiet.trimEnd().endsWith('<sub>Last change 2026-03-04 10:30 UTC.</sub>')).toBe(true)
  expect(quiet).not.toContain('Transcript')
  const writtenBy = new Map([['fix-a', 2]])
  const { links } = renderLikeGitHub(renderScoreboard(view(rows, { pageUrl: PAGE, writtenBy })))
  expect(links).toEqual(expect.arrayContaining([PAGE, `${PAGE}/patches`, `${PAGE}/transcripts/fix-a/2`]))
})

it('leads to the settings that acted, unless they are the defaults', () => {
  const given = view(rows, { repositoryUrl: 'https://github.example/acme/payments' })
  expect(renderScoreboard(given)).toContain('/.github/speculate.yml)')
  const speculation = { ...given.speculation, settings: Settings.parse({}) }
  expect(renderScoreboard({ ...given, speculation })).toContain('- settings: the defaults\n')
})

it('asks nobody to decide once a run was stopped', () => {
  const stopped = { kind: 'escalate', cause: 'withdrawn', reason: '`maya` cancelled the run.' } as const
  const body = renderScoreboard(view([rejected(A)], { decision: stopped, settled: true }))
  expect(body).toContain('## Speculation on #7: stopped before a verdict\n')
  expect(body).not.toContain('a human has to decide')
  expect(readHeadline(body)).toEqual({ kind: 'escalated' })
})
