import { expect, it, onTestFinished } from 'vitest'
import { startAside } from '../../../src/adapters/analysis/process/start-aside.ts'
import { ask, open, rawProvider } from './support.ts'

function aside() {
  const started = startAside()
  onTestFinished(() => started.close())
  return started
}

it('S4: a request of megabytes is judged beside the server, and arrives as it was sent', async () => {
  let arrived = ''
  const url = await rawProvider((request, response) => {
    request.setEncoding('utf8')
    request.on('data', (part: string) => (arrived += part))
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
  })
  const { gateway } = await open(url, { aside: aside(), repository: 'acme/payments' })
  const content = 'Grüße, "世界"\n'.repeat(300_000)
  const body = { model: 'm', messages: [{ role: 'user', content }] }
  expect(await ask(gateway, { path: '/v1/chat/completions', body })).toMatchObject({ status: 200 })
  expect(JSON.parse(arrived)).toEqual(body)
})

it('S4: what a large request may not hold is refused by name as in a small one', async () => {
  const { gateway } = await open('http://127.0.0.1:1', { aside: aside() })
  const messages = [{ role: 'user', content: 'a'.repeat(1_000_000) }]
  const body = { model: 'm', messages, web_search_options: {} }
  expect(await ask(gateway, { path: '/v1/chat/completions', body })).toMatchObject({
    status: 403,
    text: expect.stringContaining('web_search_options'),
  })
})

it('S4: a request that cannot be read within the limits is refused, and the agent is told', async () => {
  const read = () => Promise.reject(new Error('there was no time left for it'))
  const { gateway, logged } = await open('http://127.0.0.1:1', { aside: { read } })
  const answer = await ask(gateway, { path: '/v1/chat/completions', body: { model: 'm', messages: [] } })
  expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('no time left') })
  expect(logged).toEqual([expect.stringContaining('the request cannot be read')])
})
