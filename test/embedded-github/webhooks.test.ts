import { Webhooks } from '@octokit/webhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { botClient, repo, type Stage, setStage } from './support.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
  await stage.github.webhooksDelivered()
})
afterEach(() => stage.close())

const open = (title: string) => stage.maintainer.issues.create({ ...repo, title })

it('a change is sent signed, to the App that asked for it', async () => {
  await open('Hello')
  await stage.github.webhooksDelivered()
  expect(stage.hooks.named()).toEqual(['installation.created', 'issues.opened'])
  const hook = stage.hooks.received[1]
  const webhooks = new Webhooks({ secret: 'a-long-secret' })
  expect(await webhooks.verify(hook?.body ?? '', String(hook?.headers['x-hub-signature-256']))).toBe(true)
  expect(hook?.headers['x-github-delivery']).toMatch(/^[0-9a-f-]{36}$/)
  expect(hook?.payload).toMatchObject({
    issue: { title: 'Hello', user: { login: 'acme' } },
    repository: { full_name: 'acme/payments' },
    sender: { login: 'acme' },
    installation: { id: stage.app.installation },
  })
})

it('a failed delivery is listed, never sent again by itself, and redelivered with its guid when asked', async () => {
  const app = botClient(stage.github.apiUrl, { id: stage.app.id, privateKey: stage.app.privateKey })
  stage.hooks.answer.status = 500
  await open('Lost')
  await stage.github.webhooksDelivered()
  stage.hooks.answer.status = 200
  const { data: failed } = await app.request('GET /app/hook/deliveries', { status: 'failure' })
  expect(failed.map(({ event, status_code }) => [event, status_code])).toEqual([['issues', 500]])
  await app.apps.redeliverWebhookDelivery({ delivery_id: Number(failed[0]?.id) })
  await stage.github.webhooksDelivered()

  const [first, second] = stage.hooks.received.filter(({ event }) => event === 'issues')
  expect(second?.headers['x-github-delivery']).toBe(first?.headers['x-github-delivery'])
  expect(second?.body).toBe(first?.body)
  const { data: shown } = await app.apps.getWebhookDelivery({ delivery_id: Number(failed[0]?.id) })
  expect(shown.request.payload).toMatchObject({ action: 'opened' })
})

it('webhooks can be dropped, doubled and swapped', async () => {
  stage.github.faults.addWebhook({ event: 'issues', fault: { kind: 'drop' } })
  stage.github.faults.addWebhook({ event: 'issues', nth: 1, fault: { kind: 'double' } })
  await open('dropped')
  await open('doubled')
  await stage.github.webhooksDelivered()
  stage.github.faults.addWebhook({ event: 'issues', fault: { kind: 'swap-with-next' } })
  await open('late')
  await open('early')
  await stage.github.webhooksDelivered()
  const titles = stage.hooks.received
    .filter(({ event }) => event === 'issues')
    .map(({ payload }) => payload.issue.title)
  expect(titles).toEqual(['doubled', 'doubled', 'early', 'late'])
})
