import { describe, expect, it } from 'vitest'
import { readOwnWork } from '../../../src/adapters/github/own-work/read-own-work.ts'
import { foundRuns } from '../../../src/commands/rebuild/found-runs.ts'
import { renderRefusal } from '../../../src/messages/comments/refusal/render-refusal.ts'
import { candidateMarker, scoreboardMarker } from '../../../src/messages/marker.ts'

const repository = { owner: 'acme', repo: 'shop' }
const RUN = 'acme/shop#3.2'
const AT = '2026-05-05T12:00:00Z'
const bot = { login: 'speculate[bot]', type: 'Bot' }
const here = { repo: { id: 7 } }

const pull = (changes: object = {}) => ({
  ...{ number: 4, body: `${candidateMarker(RUN, 'fix-a')}\nText.`, user: bot, created_at: AT, base: here },
  head: { ...here, ref: 'speculate/3.2/fix-a' },
  ...changes,
})
const comment = (changes: object = {}) => ({
  ...{ id: 9, user: bot, created_at: AT, issue_url: 'https://api.test/repos/acme/shop/issues/3' },
  body: `${scoreboardMarker(RUN)}\n## Speculation on #3: \`fix-a\` is promoted\n`,
  ...changes,
})

/** What GitHub lists, found by an App of that name. */
async function found(pulls: readonly object[], comments: readonly object[]) {
  const paginate = async (route: string) => (route.endsWith('/pulls') ? pulls : comments)
  const client = { octokit: { paginate }, login: 'speculate[bot]' }
  return foundRuns(repository, await readOwnWork(client as never, repository))
}

it('a run is what the markers of this App name, however its repository was called then', async () => {
  expect(await found([pull()], [comment()])).toMatchObject([
    {
      ...{ id: RUN, run: 2, issue: { ...repository, number: 3 }, startedAt: '2026-05-05T12:00:00.000Z' },
      drafts: [{ candidate: 'fix-a', number: 4 }],
      end: { kind: 'promoted', candidate: 'fix-a' },
    },
  ])
  const renamed = 'old/name#3.2'
  const under = await found([pull({ body: candidateMarker(renamed, 'fix-a') })], [])
  expect(under).toMatchObject([{ id: renamed, issue: { ...repository, number: 3 }, end: undefined }])
})

it('what was refused is no run', async () => {
  const refused = renderRefusal({ kind: 'bot', actor: 'dep[bot]' }, scoreboardMarker(RUN), { issue: 3 })
  expect(await found([], [comment({ body: refused })])).toEqual([])
})

describe('T6: a marker that somebody else may have written counts for nothing', () => {
  const maya = { login: 'maya', type: 'User' }
  it.each([
    ['a comment of a user', [], [comment({ user: maya })]],
    [
      'a comment of a user with the name of the App',
      [],
      [comment({ user: { login: 'speculate', type: 'User' } })],
    ],
    ['a comment of another App', [], [comment({ user: { login: 'other[bot]', type: 'Bot' } })]],
    ['a comment of an account that is gone', [], [comment({ user: null })]],
    [
      'a marker further down',
      [],
      [comment({ body: `> ${scoreboardMarker(RUN)}\n${scoreboardMarker(RUN)}` })],
    ],
    [
      'a scoreboard of another issue',
      [],
      [comment({ issue_url: 'https://api.test/repos/acme/shop/issues/5' })],
    ],
    ['a pull request of a user', [pull({ user: maya })], []],
    ['a pull request from a fork', [pull({ head: { ref: 'speculate/3.2/fix-a', repo: { id: 8 } } })], []],
    ['a pull request whose fork is gone', [pull({ head: { ref: 'speculate/3.2/fix-a', repo: null } })], []],
    ['a pull request from another branch', [pull({ head: { ...here, ref: 'speculate/3.1/fix-a' } })], []],
    ['a marker with more behind it', [pull({ body: `${candidateMarker(RUN, 'fix-a')} x` })], []],
  ])('%s', async (_, pulls, comments) => {
    expect(await found(pulls, comments)).toEqual([])
  })
})
