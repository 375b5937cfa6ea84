import { type Answered, ask, open, rawProvider } from '../support.ts'

/** What was asked of a gateway, before a provider that fetches every address that it is shown. */
export interface Fetched {
  readonly answered: Answered
  /** The bodies that came to the provider. */
  readonly bodies: readonly string[]
  /** What came to the addresses. */
  readonly hits: readonly string[]
}

export interface Hostile {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Is told an address that counts who calls it. */
  readonly body: (url: string) => unknown
}

export async function askFetchingProvider({ path, headers = {}, body }: Hostile): Promise<Fetched> {
  const hits: string[] = []
  const bodies: string[] = []
  const target = await rawProvider((request, response) => {
    hits.push(request.url ?? '')
    response.end()
  })
  const provider = await rawProvider(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString()
    bodies.push(text)
    const shown = `${request.url} ${JSON.stringify(request.headers)} ${text} ${readable(text)}`
    for (const [host] of shown.matchAll(/127\.0\.0\.1:\d+/g)) {
      if (target.endsWith(host)) await fetch(`${target}/fetched`)
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const { gateway } = await open(provider)
  const answered = await ask(gateway, { path, headers, body: body(`${target}/canary`) })
  return { answered, bodies, hits }
}

/** With its escapes undone, for addresses that hide in them. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}
