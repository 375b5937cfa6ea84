import { readFile, stat } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { endsOfText } from '../../../../src/adapters/gateway/answers/ends-of-text.ts'
import { ask, linesOf, open, REAL_KEY, scriptedModel } from '../support.ts'

const TOKEN = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`

it('T13: a call is told in one line, without secrets, to the owner only', async () => {
  const model = await scriptedModel({ script: [{ text: `the token is ${TOKEN}, the key ${REAL_KEY}.` }] })
  const { gateway, transcript } = await open(model.url)
  const messages = [
    { role: 'user', content: `my token ${TOKEN} and ${Buffer.from(REAL_KEY).toString('base64')}` },
  ]
  await ask(gateway, { path: '/v1/messages', body: { model: 'm', tools: [{}], messages } })
  await gateway.close()
  const text = await readFile(transcript, 'utf8')
  expect(text).not.toContain(REAL_KEY)
  expect(text).not.toContain(TOKEN)
  expect(text).not.toContain(Buffer.from(REAL_KEY).toString('base64').slice(0, 20))
  expect(await linesOf(transcript)).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      path: '/v1/messages',
      model: 'm',
      status: 200,
      inputTokens: 1_200,
      cachedInputTokens: 0,
      outputTokens: 34,
      estimated: false,
      ms: expect.any(Number),
      request: expect.stringContaining('my token [redacted] and [redacted]'),
      response: expect.stringContaining('the token is [redacted]'),
    },
  ])
  expect((await stat(transcript)).mode & 0o777).toBe(0o600)
})

it('the file is bounded, and says so', async () => {
  const model = await scriptedModel({ script: [{ text: 'x'.repeat(1_000) }] })
  const { gateway, transcript } = await open(model.url, { limits: { transcriptBytes: 6_000 } })
  for (let call = 0; call < 8; call++) {
    await ask(gateway, { path: '/v1/messages', body: { model: 'm', tools: [{}] } })
  }
  await gateway.close()
  const lines = await linesOf(transcript)
  expect(lines.at(-1)).toEqual({ full: true, maxBytes: 6_000 })
  expect(lines.length).toBeLessThan(8)
  expect((await stat(transcript)).size).toBeLessThan(6_100)
})

it('a transcript that cannot be written is logged once and disturbs nothing', async () => {
  const model = await scriptedModel({ script: [{ text: 'Fine.' }] })
  const { gateway, logged } = await open(model.url, { transcript: '/dev/null/transcript.jsonl' })
  for (let call = 0; call < 2; call++) {
    expect((await ask(gateway, { path: '/v1/messages', body: { model: 'm' } })).status).toBe(200)
  }
  await gateway.close()
  expect(logged).toEqual([expect.stringMatching(/cannot be written: E\w+/)])
})

it('long texts keep their ends, in whole words', () => {
  const kept = endsOfText(20, 20)
  for (const chunk of [
    'begin of it half',
    'asecret in ',
    'x'.repeat(10_000),
    'half the rest of',
    ' the end',
  ]) {
    kept.add(Buffer.from(chunk))
  }
  expect(kept.text()).toMatch(/^begin of it \n\[\d+ bytes or more left out\]\n the rest of the end$/)
  expect(kept.bytes()).toBe(10_051)
})
