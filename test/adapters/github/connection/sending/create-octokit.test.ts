import { once } from 'node:events'
import { createServer } from 'node:http'
import nock from 'nock'
import { expect, it } from 'vitest'
import {
  createOctokit,
  type SentRequest,
} from '../../../../../src/adapters/github/connection/sending/create-octokit.ts'
import { withForgeErrors } from '../../../../../src/adapters/github/connection/sending/github-errors.ts'
import { api, PATH, REPOSITORY, useNock } from '../../nocked-github.ts'

useNock()

const baseUrl = 'https://api.github.com'

function counted(pacing: 'github' | 'none') {
  const sent: SentRequest[] = []
  const octokit = createOctokit({ baseUrl, pacing, onRequest: (request) => sent.push(request) }, {})
  return { octokit, sent }
}

it.each(['github', 'none'] as const)(
  'sends a create once, whatever is answered (pacing: %s)',
  async (pacing) => {
    const { octokit, sent } = counted(pacing)
    api().post(`${PATH}/issues/1/comments`).once().reply(502)
    const create = () =>
      octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...REPOSITORY,
        issue_number: 1,
        body: 'x',
      })
    await expect(create()).rejects.toMatchObject({ status: 502 })
    expect(sent).toEqual([{ method: 'POST', path: `${PATH}/issues/1/comments`, status: 502 }])
  },
)

it('T12: asks the address that was fixed at the start', async () => {
  nock('https://github.example.com').get('/api/v3/meta').reply(200, { ours: true })
  const octokit = createOctokit({ baseUrl: 'https://github.example.com/api/v3', pacing: 'none' }, {})
  expect((await octokit.request('GET /meta')).data).toEqual({ ours: true })
})

it('counts every try of a read', async () => {
  const { octokit, sent } = counted('none')
  api().get('/meta').reply(500)
  api().get('/meta').reply(200, {})
  await octokit.request('GET /meta')
  expect(sent.map(({ status }) => status)).toEqual([500, 200])
})

it('O7: hears the time from GitHub alone, not from a proxy on the way', async () => {
  const heard: string[] = []
  const octokit = createOctokit({ baseUrl, pacing: 'none', onDate: (date) => heard.push(date) }, {})
  const [date, other] = ['Tue, 05 May 2026 12:00:00 GMT', 'Tue, 05 May 2026 17:00:00 GMT']
  api().get('/meta').reply(502, '', { date: other })
  api().get('/meta').reply(200, {}, { date, 'x-github-request-id': 'A:1' })
  await octokit.request('GET /meta')
  expect(heard).toEqual([date])
})

it('does not take a list that broke off for an empty one', async () => {
  const half = async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('[{"type":"required_status')),
      pull: (controller) => controller.error(new TypeError('terminated')),
    })
    return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } })
  }
  const octokit = createOctokit({ baseUrl, pacing: 'none', send: half }, {})
  const read = octokit.paginate('GET /repos/{owner}/{repo}/rules/branches/{branch}', {
    ...REPOSITORY,
    branch: 'main',
  })
  await expect(read).rejects.toThrow("GitHub's answer cannot be read: it broke off")
})

it('does not hold a worker while GitHub wants a wait', async () => {
  const { octokit, sent } = counted('github')
  api()
    .get('/meta')
    .reply(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '60' })
  const read = withForgeErrors(() => octokit.request('GET /meta'))
  await expect(read).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
  expect(sent).toHaveLength(1)
})

it('tells an answer that never comes as unavailable', async () => {
  nock.enableNetConnect('127.0.0.1')
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  const octokit = createOctokit({ baseUrl: `http://127.0.0.1:${port}`, pacing: 'none', timeoutMs: 20 }, {})
  const read = withForgeErrors(() => octokit.request('GET /meta'))
  await expect(read).rejects.toMatchObject({ kind: 'unavailable' })
  silent.closeAllConnections()
  silent.close()
  nock.disableNetConnect()
})
