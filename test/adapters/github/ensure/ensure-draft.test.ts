import { describe, expect, it } from 'vitest'
import { aForge, api, LOGIN, onGraphql, PATH, REPOSITORY, useNock } from '../nocked-github.ts'

useNock()

const branch = 'speculate/12.1/minimal-change'
const draft = { repositoryId: 'R_1', branch, base: 'main', title: 'A candidate', body: 'It is one.' }
const pull = {
  number: 14,
  node_id: 'PR_14',
  state: 'open',
  user: { login: LOGIN },
  head: { ref: branch, repo: { full_name: 'acme/payments' } },
}
const handle = { number: 14, nodeId: 'PR_14' }

const list = (pulls: object[]) =>
  api()
    .get(`${PATH}/pulls`)
    .query({ head: `acme:${branch}`, state: 'all', sort: 'created', direction: 'desc', per_page: 100 })
    .reply(200, pulls)
/** Refused with `message`, where there is one. */
const create = ({ isDraft = true, message }: { isDraft?: boolean; message?: string } = {}) => {
  const refused = { data: { createPullRequest: null }, errors: [{ type: 'UNPROCESSABLE', message }] }
  const made = { data: { createPullRequest: { pullRequest: { number: 14, id: 'PR_14' } } } }
  onGraphql('CreatePullRequest', message === undefined ? made : refused, ({ input }) =>
    expect(input).toMatchObject({ repositoryId: 'R_1', headRefName: branch, draft: isDraft }),
  )
}
const creating = () => api().post('/graphql', ({ query }) => query.startsWith('mutation CreatePullRequest'))

describe('ensureDraft', () => {
  it('does not look for one that nobody has tried to open', async () => {
    create()
    expect(await aForge().ensureDraft(REPOSITORY, { ...draft, isNew: true })).toEqual(handle)
  })

  it('creates nothing where a pull request of ours is open', async () => {
    list([pull])
    expect(await aForge().ensureDraft(REPOSITORY, draft)).toEqual(handle)
  })

  it.each([
    ["somebody else's", { ...pull, user: { login: 'maya' } }],
    ["a fork's", { ...pull, head: { ref: branch, repo: { full_name: 'eve/payments' } } }],
    ["a deleted fork's", { ...pull, head: { ref: branch, repo: null } }],
  ])('does not take %s pull request for ours', async (_name, foreign) => {
    list([{ ...foreign, number: 13 }])
    create()
    expect(await aForge().ensureDraft(REPOSITORY, draft)).toEqual(handle)
  })

  it('opens an ordinary one where drafts are not supported', async () => {
    list([])
    create({ message: 'Draft pull requests are not supported in this repository.' })
    create({ isDraft: false })
    expect(await aForge().ensureDraft(REPOSITORY, draft)).toEqual(handle)
  })

  it('finds the one that came into being meanwhile', async () => {
    list([])
    create({ message: `A pull request already exists for acme:${branch}.` })
    list([pull])
    expect(await aForge().ensureDraft(REPOSITORY, draft)).toEqual(handle)
  })

  it('says so when somebody else has opened one from our branch', async () => {
    list([])
    create({ message: `A pull request already exists for acme:${branch}.` })
    list([{ ...pull, user: { login: 'maya' } }])
    await expect(aForge().ensureDraft(REPOSITORY, draft)).rejects.toMatchObject({ kind: 'unprocessable' })
  })

  it.each([500, 502, 504])('does not create twice after a %i that came after the effect', async (status) => {
    list([])
    creating().once().reply(status)
    list([pull])
    expect(await aForge().ensureDraft(REPOSITORY, draft)).toEqual(handle)
  })

  it('does not create twice after a connection that broke', async () => {
    list([])
    creating().once().replyWithError('socket hang up')
    list([pull])
    expect(await aForge().ensureDraft(REPOSITORY, draft)).toEqual(handle)
  })

  it('gives up after a 5xx without an effect, and leaves the second try to the next reconcile', async () => {
    list([])
    creating().once().reply(502)
    list([])
    await expect(aForge().ensureDraft(REPOSITORY, draft)).rejects.toMatchObject({ kind: 'unavailable' })
  })
})
