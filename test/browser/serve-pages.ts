import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'

export interface ServedPages {
  /** Without a slash at the end. */
  readonly url: string
  /** As when a proxy on the way ends them. */
  cutConnections(): void
  close(): Promise<void>
}

/** Serves pages to a browser, on any free port of this machine. */
export async function servePages(
  answer: (request: Request) => Response | Promise<Response>,
): Promise<ServedPages> {
  const server = createServer(getRequestListener(answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    cutConnections: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
