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

describe('markReady', () => {
  it('marks ready and looks again', async () => {
    state(judged, true)
    mutation('MarkReady')
    state(judged, false)
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('ready')
  })

  it('goes back to a draft when the head moved in between', async () => {
    state(judged, true)
    mutation('MarkReady')
    state(moved, false)
    state(moved, false)
    mutation('ConvertToDraft')
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('head-moved')
  })

  it('does not even try when the head has moved before', async () => {
    state(moved, true)
    state(moved, true)
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('head-moved')
  })

  it('changes nothing when it is ready already', async () => {
    state(judged, false)
    expect(await aForge().markReady(REPOSITORY, handle, judged)).toBe('ready')
  })

  it('refuses a closed one', async () => {
    state(judged, true, 'CLOSED')
    await expect(aForge().markReady(REPOSITORY, handle, judged)).rejects.toMatchObject({
      kind: 'unprocessable',
    })
  })
})

describe('closePullRequest', () => {
  it('leaves a closed one alone', async () => {
    api().get(`${PATH}/pulls/14`).reply(200, { state: 'closed' })
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
