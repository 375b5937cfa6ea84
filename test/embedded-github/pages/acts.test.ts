import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPages } from '../../../packages/embedded-github/src/pages/create-pages.ts'
import { repo, type Stage, setStage } from '../support.ts'

let stage: Stage
let issue: number

beforeAll(async () => {
  stage = await setStage({ pages: (context) => createPages(context, { person: repo.owner }) })
  const { data } = await stage.stranger.issues.create({ ...repo, title: 'It fails', body: '' })
  issue = data.number
})

afterAll(() => stage.close())

describe('forms on the pages of an issue', () => {
  it('comment as the person who started the server, and the app hears of it', async () => {
    const { key } = await page()
    const { status, headers } = await post({ key, act: 'comment', body: '/speculate help' })
    expect([status, headers.location]).toEqual([303, `/acme/payments/issues/${issue}#acts`])
    const { data } = await stage.maintainer.issues.listComments({ ...repo, issue_number: issue })
    expect(data.map(({ user, body }) => [user?.login, body])).toEqual([['acme', '/speculate help']])
    await stage.github.webhooksDelivered()
    expect(stage.hooks.named()).toContain('issue_comment.created')
  })

  it('take a label whose name means something in an address', async () => {
    await stage.maintainer.issues.createLabel({ ...repo, name: 'a/b c%?#', color: 'ff0000' })
    const { key, html } = await page()
    expect(html).toContain('<option>a/b c%?#</option>')
    await post({ key, act: 'label', label: 'a/b c%?#' })
    expect(await labels()).toEqual(['a/b c%?#'])
    await post({ key, act: 'unlabel', label: 'a/b c%?#' })
    expect(await labels()).toEqual([])
  })

  it('say in the words of the API why it refuses', async () => {
    const { key } = await page()
    const { status, text } = await post({ key, act: 'merge' })
    expect(status).toBe(422)
    expect(text).toContain('<h1>Not done</h1><p>Not Found</p>')
    const empty = await post({ key, act: 'comment', body: ' \n' })
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('A comment needs some text.')])
    expect((await post({ key, act: 'delete' })).status).toBe(422)
    expect((await post({ key, act: 'ready' })).text).toContain('This is not a pull request.')
  })

  it.each([
    ['another origin', { origin: 'http://127.0.0.1:1' }],
    ['a page elsewhere', { origin: 'https://example.org' }],
    ['a page without a referrer, or no browser', { origin: 'null' }],
    ['nobody', { origin: undefined }],
    ['a name of somebody else that leads here', { origin: 'http://evil.example', host: 'evil.example' }],
    ['a page of this server, without its key', { key: 'x' }],
    ['a page of this server, with no key', { key: undefined }],
  ])('do nothing when they come from %s', async (_, { origin, host, ...given }: Forged) => {
    const isForged = 'key' in given
    const key = isForged ? given.key : (await page()).key
    const before = await comments()
    const headers = { origin: isForged ? stage.github.url : origin, host }
    const { status } = await post({ key, act: 'comment', body: 'forged' }, headers)
    expect(status).toBe(403)
    expect(await comments()).toBe(before)
  })

  it('are as long as a comment may be, and not longer', async () => {
    const { key } = await page()
    expect((await post({ key, act: 'comment', body: '修'.repeat(60_000) })).status).toBe(303)
    expect((await post({ key, act: 'comment', body: 'x'.repeat(1_100_000) })).status).toBe(413)
  })

  it('open an issue from the list of issues, and lead to it', async () => {
    const list = `${stage.github.url}/acme/payments/issues`
    const key = /name="key" value="([^"]+)"/.exec(await (await fetch(list)).text())?.[1] ?? ''
    const open = (fields: Record<string, string>, origin = stage.github.url) =>
      fetch(list, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams(fields),
      })
    const answer = await open({ key, title: 'It fails again', body: 'See `a.js`.' })
    const { data } = await stage.maintainer.issues.listForRepo(repo)
    expect(data[0]).toMatchObject({ title: 'It fails again', body: 'See `a.js`.', user: { login: 'acme' } })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/acme/payments/issues/${data[0]?.number}#acts`,
    ])
    expect((await open({ key, title: ' ' })).status).toBe(422)
    expect((await open({ key: 'x', title: 'forged' })).status).toBe(403)
    expect((await open({ key, title: 'forged' }, 'http://evil.example')).status).toBe(403)
    expect((await stage.maintainer.issues.listForRepo(repo)).data).toHaveLength(data.length)
  })

  it('are not there without a person', async () => {
    const other = await setStage({ pages: createPages })
    try {
      await other.maintainer.issues.create({ ...repo, title: 'It fails', body: '' })
      const address = `${other.github.url}/acme/payments/issues/1`
      const shown = await fetch(address)
      expect(await shown.text()).not.toContain('<form')
      expect(shown.headers.get('content-security-policy')).toContain("form-action 'none'")
      const posted = await fetch(address, { method: 'POST', headers: { origin: other.github.url } })
      expect(posted.status).toBe(404)
    } finally {
      await other.close()
    }
  })
})

interface Forged {
  readonly origin?: string | undefined
  readonly host?: string
  readonly key?: string | undefined
}

async function page(): Promise<{ key: string; html: string }> {
  const response = await fetch(`${stage.github.url}/acme/payments/issues/${issue}`)
  const html = await response.text()
  expect(response.headers.get('content-security-policy')).toContain("form-action 'self'")
  expect(html).not.toContain(stage.tokens.acme)
  return { html, key: /name="key" value="([^"]+)"/.exec(html)?.[1] ?? '' }
}

/** As a browser sends a form; `fetch` would not let anybody choose the host. */
function post(
  fields: Readonly<Record<string, string | undefined>>,
  { origin, host }: { origin?: string | undefined; host?: string | undefined } = { origin: stage.github.url },
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value)
  const body = form.toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    ...(origin === undefined ? {} : { origin }),
    ...(host === undefined ? {} : { host }),
  }
  return new Promise((done, fail) => {
    const call = request(
      `${stage.github.url}/acme/payments/issues/${issue}`,
      { method: 'POST', headers },
      async (response) => {
        let text = ''
        for await (const chunk of response) text += String(chunk)
        done({ status: response.statusCode ?? 0, headers: response.headers, text })
      },
    )
    call.on('error', fail).end(body)
  })
}

async function labels(): Promise<string[]> {
  const { data } = await stage.maintainer.issues.listLabelsOnIssue({ ...repo, issue_number: issue })
  return data.map(({ name }) => name)
}

async function comments(): Promise<number> {
  const { data } = await stage.maintainer.issues.listComments({ ...repo, issue_number: issue })
  return data.length
}
