import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp, WEBHOOK_SECRET } from '../worlds/start-app.ts'

const NEVER_BY_ITSELF = 3_600_000

/** Every field of GitHub's payloads that may hold an address. */
function addresses(at: string) {
  const fields = [
    'url',
    'html_url',
    'clone_url',
    'git_url',
    'ssh_url',
    'comments_url',
    'events_url',
    'archive_url',
  ]
  const more = [
    'labels_url',
    'repository_url',
    'check_runs_url',
    'jobs_url',
    'logs_url',
    'statuses_url',
    'avatar_url',
  ]
  return Object.fromEntries([...fields, ...more].map((field) => [field, `${at}/${field}`]))
}

it('T12: no address of a payload is asked, whatever it is an address of', async () => {
  const asked: string[] = []
  const elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const at = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  const bait = addresses(at)

  const directory = await temporaryFolder()
  const stage = await startEmbeddedStage()
  const toolchain = shellToolchain('true')
  // It looks at nothing unasked, so what happens follows from the delivery below.
  const app = await startApp(stage, { directory, toolchain, log: () => {}, sweepMs: NEVER_BY_ITSELF })
  try {
    const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
    await stage.label(number, TRIGGER_LABEL)
    const text = JSON.stringify({
      action: 'labeled',
      ...bait,
      issue: { number, ...bait, user: { login: 'maya', ...bait }, pull_request: undefined },
      label: { name: TRIGGER_LABEL, ...bait },
      repository: {
        name: 'payments',
        full_name: 'acme/payments',
        ...bait,
        owner: { login: 'acme', ...bait },
      },
      organization: { login: 'acme', ...bait },
      sender: { login: 'maya', type: 'User', ...bait },
      installation: { id: 1, ...bait, access_tokens_url: at, repositories_url: at },
    })
    const signature = createHmac('sha256', WEBHOOK_SECRET).update(text).digest('hex')
    const answer = await fetch(app.webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-delivery': '7a1b',
        'x-github-event': 'issues',
        'x-hub-signature-256': `sha256=${signature}`,
      },
      body: text,
    })
    expect(answer.status).toBe(200)
    // Nothing says what must pass, so the delivery ends in a comment that says so.
    const comments = () => stage.github.state.repositories[0]?.comments ?? []
    await expect.poll(() => comments().length, { timeout: 50_000 }).toBeGreaterThan(0)
    expect(asked).toEqual([])
  } finally {
    await app.close()
    await stage.close()
    elsewhere.close()
  }
}, 60_000)
