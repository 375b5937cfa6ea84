import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sanitizeIssueText } from '../../../src/messages/foreign/sanitize-issue-text.ts'
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts'
import { credentials } from '../../adapters/github/app-key.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

describe('what an agent is given of an issue', () => {
  it.each([
    ['a reference to a picture, defined below', '![SECRET][pic]\n\n[pic]: https://e.x/a.png "SECRET"'],
    ['a shortcut picture', 'see ![SECRET]\n\n[SECRET]: https://e.x/a.png'],
    ['a title in brackets', 'see [here](https://e.x (SECRET))'],
    ['a title on the next line', '[a]: https://e.x\n  "SECRET"\n\nuse [a]'],
    ['a definition that nothing uses, in angle brackets', '[x]: <https://e.x> (SECRET)\n\nhello'],
    ['a definition within a quotation', '> hello\n>\n> [x]: https://e.x "SECRET"'],
    ['an attribute without quotes', '<span title=SECRET>hello</span>'],
    ['an attribute on a line of its own', '<a\n  title="SECRET"\n  href="https://e.x">hello</a>'],
    ['a closed form', 'hello <br title="SECRET"/> there'],
    ['a comment between words', 'hel<!-- SECRET -->lo'],
    ['a comment within a list', '- one\n  <!--\n  SECRET\n  -->\n- two'],
    ['a processing instruction', 'hello <?SECRET?>'],
    ['a declaration', 'hello <!SECRET x>'],
    ['a script', '<script>SECRET</script>\n\nhello'],
    ['a text area that GitHub takes out', 'hello\n\n<title>SECRET</title>'],
    ['the words after a language', '~~~js SECRET\nf()\n~~~'],
    ['a picture within a heading', '# hello ![SECRET](a.png "SECRET")'],
    ['a picture within a table', '| a |\n|---|\n| ![SECRET](a.png) |'],
    ['an input that shows nothing', 'hello <input type="hidden" value="SECRET">'],
  ])('V24, varied: does not hold %s', (_, text) => {
    expect(sanitizeIssueText(text)).not.toContain('SECRET')
  })

  it.each([
    ['a word of a link', '[SEEN](https://e.x)'],
    ['an address in brackets', '<https://e.x/SEEN>'],
    ['a bold word in a quotation', '> **SEEN**'],
    ['a formula of generics', 'Map<string, SEEN> fails'],
    ['a shell line', '    cat <SEEN >out'],
    ['an escaped picture', '\\!\\[SEEN\\]'],
    ['a name in brackets', 'a[SEEN] is undefined'],
    ['what a details element holds', '<details><summary>log</summary>\n\nSEEN\n\n</details>'],
    ['a definition in a fence', '```\n[x]: https://e.x "SEEN"\n```'],
  ])('V24, varied: holds %s', (_, text) => {
    expect(sanitizeIssueText(text)).toContain('SEEN')
  })
})

describe('a delivery whose event is called anything that GitHub may call it', () => {
  const SECRET = 'a secret of more than sixteen characters'
  const woken: string[] = []
  let server: WebServer
  beforeAll(async () => {
    server = await startWebServer({
      credentials,
      webhookSecret: SECRET,
      queue: { wake: async (issue) => void woken.push(issue) },
      login: async () => 'speculate[bot]',
      ...{ port: 0, host: '127.0.0.1', baseUrl: 'http://127.0.0.1:1/api/v3', logLevel: 'fatal' },
    })
  })
  afterAll(() => server.stop())

  it.each(['projects_v2', 'oauth2_grant', 'v3', 'sub_issues', 'a1_b2_c3', 'secret_scanning_alert_location'])(
    'V25, varied: %s',
    async (event) => {
      const text = JSON.stringify({ action: 'edited', installation: { id: 7 }, sender: { login: 'maya' } })
      const signature = createHmac('sha256', SECRET).update(text).digest('hex')
      const { status } = await fetch(server.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-delivery': `d-${event}`,
          'x-github-event': event,
          'x-hub-signature-256': `sha256=${signature}`,
        },
        body: text,
      })
      expect([status, woken]).toEqual([200, []])
    },
  )
})

describe('trees and commits', () => {
  let stage: EmbeddedStage
  beforeAll(async () => {
    stage = await startEmbeddedStage()
  })
  afterAll(() => stage.close())

  it('V23, varied: a log that grows, in deeper folders and beside others, is written on trees alone', async () => {
    const add = (files: Readonly<Record<string, string>>) =>
      stage.installations.appendToBranch(stage.repository, {
        branch: 'records/audit',
        folder: 'logs',
        files: new Map(Object.entries(files)),
        message: 'Add a log\n',
        refuse: () => undefined,
      })
    expect((await add({ 'logs/a/1/audit.jsonl': '1\n' })).kind).toBe('appended')
    expect((await add({ 'logs/a/1/audit.jsonl': '1\n2\n', 'logs/a/2/audit.jsonl': '1\n' })).kind).toBe(
      'appended',
    )
    expect((await add({ 'logs/b.jsonl': '1\n' })).kind).toBe('appended')
    const head = stage.forge.listTree(stage.repository, 'records/audit')
    expect((await head).paths).toEqual(['logs/a/1/audit.jsonl', 'logs/a/2/audit.jsonl', 'logs/b.jsonl'])
    const trees = stage.sent.filter(({ method, path }) => method === 'POST' && path.endsWith('/git/trees'))
    expect(trees.length).toBeGreaterThan(1)
  })
})
