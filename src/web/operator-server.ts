import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { healthPage } from './health-page.ts'
import { listeningUrl } from './listening-url.ts'
import { type OperatorPagesOptions, operatorPages } from './operator-pages.ts'

interface OperatorServerOptions extends OperatorPagesOptions {
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
}

export interface OperatorServer {
  /** `http://HOST:PORT`, without a slash at the end. */
  readonly url: string
  stop(): Promise<void>
}

/** Answers `/healthz`, `/readyz` and `/metrics`, and 404 to all else. */
export async function startOperatorServer(options: OperatorServerOptions): Promise<OperatorServer> {
  const { host, port } = options
  const pages = operatorPages(options)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (healthPage(request, response) || (await pages(request, response))) return
    response.writeHead(404).end()
  }
  const server = createServer((request, response) => {
    // The numbers of the queue are the database's, which may be away.
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await once(server.listen(port, host), 'listening')
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: listeningUrl(host, taken),
    async stop() {
      server.closeAllConnections()
      await server[Symbol.asyncDispose]()
    },
  }
}
