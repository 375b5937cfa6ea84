import { describe, expect, it } from 'vitest'
import { aForge, api, onGraphql, PATH, REPOSITORY, useNock } from '../nocked-github.ts'

useNock()

const handle = { number: 14, nodeId: 'PR_14' }
const judged = 'a'.repeat(40)
const moved = 'b'.repeat(40)
const zeros = '0'.repeat(40)

const state = (headRefOid: string, isDraft: boolean, is = 'OPEN') =>
  onGraphql('PullRequestState', {
    data: { node: { __typename: 'PullRequest', headRefOid, isDraft, state: is } },
  })
const mutation = (name: string) => onGraphql(name, { data: {} })
const marked = (headRefOid: string) =>
  onGraphql('MarkReady', {
    data: { markPullRequestReadyForReview: { pullRequest: { headRefOid, isDraft: false } } },
  })
const refusedToMark = () =>
  onGraphql('MarkReady', {
    data: { markPullRequestReadyForReview: null },
    errors: [{ type: 'UNPROCESSABLE', path: ['markPullRequestReadyForReview'], message: 'Not a draft' }],
  })

describe('markReady', () => {
  it('marks ready in one request', async () => {
    marked(judged)
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('ready')
  })

  it('goes back to a draft when another head has become ready', async () => {
    marked(moved)
    state(moved, false)
    mutation('ConvertToDraft')
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('head-moved')
  })

  it('changes nothing when it is refused because it is ready already', async () => {
    refusedToMark()
    state(judged, false)
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('ready')
  })

  it('says of a closed one that it is not open', async () => {
    refusedToMark()
    state(judged, true, 'CLOSED')
    await expect(aForge().markReady(REPOSITORY, handle, judged)).rejects.toMatchObject({
      kind: 'unprocessable',
      message: '#14 is closed, not open',
    })
  })
})

describe('closePullRequest', () => {
  it('closes unread: GitHub leaves a closed one alone', async () => {
    api().patch(`${PATH}/pulls/14`, { state: 'closed' }).reply(200, { state: 'closed' })
    await aForge().changePullRequest(REPOSITORY, {
      do: 'close-pull-request',
      pullRequest: handle,
      reason: '',
    })
  })
})

describe('requestReviewers', () => {
  const ask = (...reviewers: string[]) => api().post(`${PATH}/pulls/14/requested_reviewers`, { reviewers })

  it('asks one by one when GitHub refuses the list', async () => {
    ask('maya', 'stranger').reply(422, { message: 'Reviews may only be requested from collaborators.' })
    ask('maya').reply(201, {})
    ask('stranger').reply(422, { message: 'Reviews may only be requested from collaborators.' })
    await aForge().changePullRequest(REPOSITORY, {
      do: 'request-reviewers',
      pullRequest: handle,
      reviewers: ['maya', 'stranger'],
    })
  })

  it('asks teams by their names, and the others where the App may not', async () => {
    const both = { reviewers: ['maya'], team_reviewers: ['web'] }
    const teamAlone = { reviewers: [], team_reviewers: ['web'] }
    api().post(`${PATH}/pulls/14/requested_reviewers`, both).reply(403, { message: 'Forbidden' })
    ask('maya').reply(201, {})
    api().post(`${PATH}/pulls/14/requested_reviewers`, teamAlone).reply(403, { message: 'Forbidden' })
    await aForge().changePullRequest(REPOSITORY, {
      do: 'request-reviewers',
      pullRequest: handle,
      reviewers: ['maya', 'acme/web'],
    })
  })

  it('asks nobody when there is nobody to ask', async () => {
    await aForge().changePullRequest(REPOSITORY, {
      do: 'request-reviewers',
      pullRequest: handle,
      reviewers: [],
    })
  })
})

describe('deleteBranch', () => {
  const branch = 'speculate/12.1/minimal-change'
  const ref = (oid: string | undefined) =>
    onGraphql('Ref', {
      data: { repository: { id: 'R_1', ref: oid === undefined ? null : { target: { oid } } } },
    })

  it('deletes by compare-and-swap', async () => {
    ref(judged)
    let updates: unknown
    onGraphql('UpdateRefs', { data: {} }, (variables) => {
      updates = variables.updates
    })
    await aForge().deleteBranch(REPOSITORY, branch, judged)
    expect(updates).toEqual([
      { name: `refs/heads/${branch}`, beforeOid: judged, afterOid: zeros, force: true },
    ])
  })

  it.each([moved, undefined])('leaves it alone when it is at %s', async (oid) => {
    ref(oid)
    await aForge().deleteBranch(REPOSITORY, branch, judged)
  })

  it('accepts that somebody pushed in between', async () => {
    ref(judged)
    onGraphql('UpdateRefs', {
      data: null,
      errors: [{ type: 'UNPROCESSABLE', message: 'expected other oid' }],
    })
    ref(moved)
    await aForge().deleteBranch(REPOSITORY, branch, judged)
  })

  it('tells when GitHub refuses for another reason', async () => {
    ref(judged)
    onGraphql('UpdateRefs', { data: null, errors: [{ type: 'FORBIDDEN', message: 'no' }] })
    ref(judged)
    await expect(aForge().deleteBranch(REPOSITORY, branch, judged)).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })
})
