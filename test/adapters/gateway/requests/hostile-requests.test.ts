import { describe, expect, it } from 'vitest'
import { askFetchingProvider } from './fetching-provider.ts'
import { BY_KIND, type Dialect, PATHS } from './hostile-requests.ts'

const model = (dialect: Dialect) => (dialect === 'gemini' ? {} : { model: 'm' })

describe('T2, S2: a provider that fetches what it is shown gets to see nothing of', () => {
  for (const [kind, rows] of Object.entries(BY_KIND)) {
    it.each(
      rows.map(([dialect, named, body]) => ({ dialect, named, body, shape: JSON.stringify(body('URL')) })),
    )(`${kind}: $dialect $shape`, async ({ dialect, named, body }) => {
      const { answered, bodies, hits } = await askFetchingProvider({
        path: PATHS[dialect],
        body: (url) => ({ ...model(dialect), ...body(url) }),
      })
      expect(answered.status).toBe(403)
      expect(JSON.parse(answered.text).error.message).toContain(`speculate: \`${named}`)
      expect(bodies).toEqual([])
      expect(hits).toEqual([])
    })
  }

  it('at least a hundred shapes', () => {
    expect(Object.values(BY_KIND).flat().length).toBeGreaterThanOrEqual(100)
  })
})

describe('S2: the same in bodies that parsers read in different ways', () => {
  const honest = '"messages":[]'
  const hostile = (url: string) =>
    `"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"${url}"}}]}]`
  it.each<[string, (url: string) => unknown]>([
    ['is written twice', (url) => `{"model":"m",${hostile(url)},${honest}}`],
    ['is written twice', (url) => `{"model":"m",${honest},${hostile(url)}}`],
    [
      'is written twice',
      (url) => `{"model":"m",${honest},${hostile(url).replace('messages', 'mess\\u0061ges')}}`,
    ],
    [
      'is written twice',
      (url) =>
        `{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"x","type":"image_url","image_url":{"url":"${url}"}}]}]}`,
    ],
    ['`__proto__`', (url) => `{"model":"m","__proto__":{${hostile(url)}}}`],
    ['`__proto__`', (url) => `{"model":"m",${honest},"metadata":{"\\u005f_proto__":{"url":"${url}"}}}`],
    ['`constructor`', (url) => `{"model":"m","constructor":{"prototype":{${hostile(url)}}}}`],
    ['not a JSON object', (url) => `{"model":"m",${hostile(url)}`],
    ['not a JSON object', (url) => `{"model":"m",${hostile(url)}}{"model":"m"}`],
    ['not a JSON object', (url) => `{"model":"m",/* */${hostile(url)}}`],
    ['not a JSON object', (url) => `{"model":"m",${hostile(url)},}`],
    ['not a JSON object', (url) => `[{"model":"m",${hostile(url)}}]`],
    ['not a JSON object', (url) => `\ufeff{"model":"m",${hostile(url)}}`],
    ['not a JSON object', (url) => `model=m&image_url=${url}`],
    ['not a JSON object', (url) => `{'model':'m',${hostile(url)}}`],
    ['not a JSON object', (url) => `{"model":"m","temperature":NaN,${hostile(url)}}`],
    ['not a JSON object', () => ''],
    ['not UTF-8', (url) => Buffer.from(`{"model":"m","user":"\xff",${hostile(url)}}`, 'latin1')],
    ['not a JSON object', (url) => Buffer.from(`{"model":"m",${hostile(url)}}`, 'utf16le')],
    ['nested deeper', (url) => `{"model":"m","messages":${'['.repeat(200)}"${url}"${']'.repeat(200)}}`],
    ['nested deeper', (url) => `${'{"a":'.repeat(100_000)}"${url}"`],
    [
      'more than 5000 fields',
      (url) =>
        JSON.stringify({
          model: 'm',
          metadata: Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [at, url])),
        }),
    ],
    ['more than 100000 values', (url) => `{"model":"m","messages":[${'0,'.repeat(100_001)}"${url}"]}`],
  ])('%s (%#)', async (named, body) => {
    const { answered, bodies, hits } = await askFetchingProvider({ path: PATHS.chat, body })
    expect([400, 403]).toContain(answered.status)
    expect(JSON.parse(answered.text).error.message).toContain(named)
    expect([bodies, hits]).toEqual([[], []])
  })

  it('compressed bodies are refused, and one that is said to be of another type is sent as what was judged', async () => {
    const body = () => `{"model":"m",${honest}}`
    const compressed = { path: PATHS.chat, headers: { 'content-encoding': 'gzip' }, body }
    expect((await askFetchingProvider(compressed)).answered.status).toBe(415)
    const form = { path: PATHS.chat, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }
    expect((await askFetchingProvider(form)).answered.status).toBe(200)
  })
})

describe('S2: models', () => {
  it.each([
    'm:online',
    'm:search',
    'm-search-preview',
    'm-search-api',
    'm-deep-research',
    'openrouter/m',
    'M',
    'm ',
    'm[1m]',
    'sonar-pro',
    'https://x.example/m',
    '',
  ])('%j is not asked, for the operator has not named it', async (asked) => {
    const { answered, bodies } = await askFetchingProvider({
      path: PATHS.chat,
      body: () => ({ model: asked, messages: [] }),
    })
    expect(answered.status).toBe(403)
    expect(answered.text).toContain('is not passed on: the toolchain names \\"m\\"')
    expect(bodies).toEqual([])
  })
})

describe('S2: what passes', () => {
  it('a text may mention an address, and then this provider would fetch it', async () => {
    const { answered, bodies, hits } = await askFetchingProvider({
      path: PATHS.messages,
      body: (url) => ({ model: 'm', messages: [{ role: 'user', content: `see ${url}` }] }),
    })
    expect(answered.status).toBe(200)
    expect(bodies).toHaveLength(1)
    expect(hits).toContain('/fetched')
  })

  it.each<[Dialect, object, object]>([
    ['messages', { type: 'web_search_20250305', name: 'web_search' }, { name: 'write' }],
    ['responses', { type: 'web_search', external_web_access: true }, { type: 'function', name: 'write' }],
    ['responses', { type: 'image_generation' }, { type: 'custom', name: 'write' }],
    ['gemini', { googleSearch: {} }, { functionDeclarations: [{ name: 'write' }] }],
  ])('%s: of %j and a tool of the agent, the latter', async (dialect, hosted, own) => {
    const { bodies } = await askFetchingProvider({
      path: PATHS[dialect],
      body: () => ({ ...model(dialect), tools: [hosted, own] }),
    })
    expect(bodies.map((body) => JSON.parse(body).tools)).toEqual([[own]])
  })

  it('of a tool of Gemini, the functions', async () => {
    const functions = { functionDeclarations: [{ name: 'write' }] }
    const { bodies } = await askFetchingProvider({
      path: PATHS.gemini,
      body: () => ({ tools: [{ urlContext: {}, ...functions }] }),
    })
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ tools: [functions] }])
  })

  it('a stream of Chat Completions is asked for its usage', async () => {
    const { bodies } = await askFetchingProvider({
      path: PATHS.chat,
      body: () => ({ model: 'm', messages: [], stream: true, stream_options: { include_usage: false } }),
    })
    expect(bodies.map((body) => JSON.parse(body).stream_options)).toEqual([{ include_usage: true }])
  })
})
