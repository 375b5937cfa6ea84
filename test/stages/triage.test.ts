import { describe, expect, it } from 'vitest'
import type { IssueFacts } from '../../src/domain/forge/forge-facts.ts'
import { Settings } from '../../src/domain/settings.ts'
import { asksForRun, triage } from '../../src/stages/triage.ts'
import { aBeginning } from '../builders/run/beginning.ts'
import { aSnapshot } from '../builders/run/snapshot.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

function snapshotWith(issue: Partial<IssueFacts>) {
  const snapshot = aSnapshot()
  return { ...snapshot, issue: { ...snapshot.issue, ...issue } }
}

describe('asksForRun', () => {
  it('asks when the label is there and nothing has run yet', () => {
    expect(asksForRun(aSnapshot(), undefined)).toBe(true)
  })

  it('does not ask without the label', () => {
    expect(asksForRun(snapshotWith({ labels: ['bug'] }), undefined)).toBe(false)
  })

  it('does not ask while a run is open, however often the label flaps', () => {
    const flapped = snapshotWith({ labelled: { actor: 'maya', actorType: 'User', at: NOW } })
    expect(asksForRun(flapped, aSpeculation())).toBe(false)
  })

  it('does not ask again for the label that the settled run started with', () => {
    expect(asksForRun(aSnapshot(), aSpeculation({ settledAt: NOW }))).toBe(false)
  })

  it('asks for a second run when the label was put on anew after the first one settled', () => {
    const again = snapshotWith({ labelled: { actor: 'maya', actorType: 'User', at: NOW } })
    expect(asksForRun(again, aSpeculation({ settledAt: NOW }))).toBe(true)
  })
})

describe('triage', () => {
  it('lets a person with write access start, and remembers who it was', () => {
    const triaged = triage(aSnapshot(), aBeginning({ role: 'maintain' }))
    expect(triaged).toMatchObject({ kind: 'speculate', trigger: { actor: 'maya', role: 'maintain' } })
  })

  it('lets a person with write access start by a command, and keeps what was asked for', () => {
    const comment = {
      id: 7,
      author: 'noor',
      authorType: 'User',
      at: NOW,
      isEdited: false,
      body: '/speculate candidates=2',
    } as const
    const request = { kind: 'command', comment, options: { candidates: 2 } } as const
    const snapshot = snapshotWith({ labels: [], labelled: undefined })
    expect(triage(snapshot, aBeginning({ request }))).toMatchObject({
      kind: 'speculate',
      trigger: {
        kind: 'command',
        actor: 'noor',
        role: 'write',
        at: NOW,
        comment: 7,
        line: '/speculate candidates=2',
        options: { candidates: 2 },
      },
    })
  })

  it.each(['none', 'read', 'triage'] as const)('T4: refuses somebody whose real role is %s', (role) => {
    expect(triage(aSnapshot(), aBeginning({ role }))).toEqual({
      kind: 'refuse',
      refusal: { kind: 'not-allowed', actor: 'maya', role },
    })
  })

  it.each(['none', 'read', 'triage'] as const)(
    'gives agents no text of an author whose real role is %s, unless the repository says so',
    (authorRole) => {
      const snapshot = snapshotWith({ author: 'drive-by' })
      expect(triage(snapshot, aBeginning({ authorRole }))).toEqual({
        kind: 'refuse',
        refusal: { kind: 'author-not-allowed', author: 'drive-by' },
      })
      const settings = { ok: true as const, value: Settings.parse({ issue_authors: 'anyone' }) }
      expect(triage(snapshot, aBeginning({ authorRole, settings })).kind).toBe('speculate')
    },
  )

  it('refuses a bot even when it may write', () => {
    const bot = snapshotWith({ labelled: { actor: 'helper', actorType: 'Bot', at: NOW } })
    expect(triage(bot, aBeginning({ role: 'admin' }))).toMatchObject({
      refusal: { kind: 'bot', actor: 'helper' },
    })
  })

  it('refuses when nobody can be held to have labelled it', () => {
    expect(triage(snapshotWith({ labelled: undefined }), aBeginning())).toMatchObject({
      refusal: { kind: 'unknown-actor' },
    })
  })

  it('T5: refuses a text that was edited after it was labelled', () => {
    expect(triage(snapshotWith({ lastEditedAt: NOW }), aBeginning())).toMatchObject({
      refusal: { kind: 'edited-after-labelling' },
    })
  })

  it('accepts a text that was edited before it was labelled', () => {
    const edited = snapshotWith({ lastEditedAt: '2026-05-01T00:00:00Z' })
    expect(triage(edited, aBeginning()).kind).toBe('speculate')
  })

  it.each([
    ['closed issue', snapshotWith({ state: 'closed' }), 'issue-closed'],
    [
      'archived repository',
      { ...aSnapshot(), repository: { ...aSnapshot().repository, isArchived: true } },
      'archived',
    ],
  ])('refuses a %s', (_, snapshot, kind) => {
    expect(triage(snapshot, aBeginning())).toMatchObject({ refusal: { kind } })
  })

  it.each([
    ['speculate', 'refuse'],
    ['speculate/7.3', 'refuse'],
    ['speculates', 'speculate'],
    ['speculate/7.3/minimal', 'speculate'],
    ['speculate/other', 'speculate'],
  ])('R7, varied: with %s as the default branch the answer is to %s', (defaultBranch, kind) => {
    const snapshot = { ...aSnapshot(), repository: { ...aSnapshot().repository, defaultBranch } }
    expect(triage(snapshot, aBeginning()).kind).toBe(kind)
  })

  it('refuses where the repository has switched it off', () => {
    const value = Settings.parse({ speculation: { enabled: false } })
    expect(triage(aSnapshot(), aBeginning({ settings: { ok: true, value } }))).toMatchObject({
      refusal: { kind: 'disabled' },
    })
  })

  it('collects the mistakes of the settings and of the issue in one refusal', () => {
    const problem = (file: string) => ({ file, line: 3, message: 'wrong', nearest: undefined })
    const triaged = triage(
      aSnapshot(),
      aBeginning({
        settings: { ok: false, problems: [problem('.github/speculate.yml')] },
        block: { ok: false, problems: [problem('issue #12')] },
      }),
    )
    expect(triaged).toMatchObject({
      refusal: {
        kind: 'configuration',
        problems: [{ file: '.github/speculate.yml' }, { file: 'issue #12' }],
      },
    })
  })
})

describe('triage at its edges', () => {
  it('ignores what does not begin', () => {
    expect(triage(aSnapshot(), undefined)).toEqual({ kind: 'ignore' })
  })

  it('V42: takes no text for the labelled one that was edited in that very second', () => {
    const at = '2026-05-05T11:59:00Z'
    const before = '2026-05-05T11:58:59Z'
    expect(triage(snapshotWith({ lastEditedAt: before }), aBeginning()).kind).toBe('speculate')
    expect(triage(snapshotWith({ lastEditedAt: at }), aBeginning()).kind).toBe('refuse')
    expect(triage(snapshotWith({ lastEditedAt: NOW }), aBeginning())).toEqual({
      kind: 'refuse',
      refusal: { kind: 'edited-after-labelling', labelledAt: at, editedAt: NOW },
    })
  })

  it('refuses for a mistake in the issue alone', () => {
    const problem = { file: 'issue #12', line: 3, message: 'wrong', nearest: undefined }
    expect(triage(aSnapshot(), aBeginning({ block: { ok: false, problems: [problem] } }))).toEqual({
      kind: 'refuse',
      refusal: { kind: 'configuration', problems: [problem] },
    })
  })

  it('V43: does not stop a settled run because nobody is known to have put the label on', () => {
    expect(asksForRun(snapshotWith({ labelled: undefined }), aSpeculation({ settledAt: NOW }))).toBe(false)
  })
})
