import { connect, createServer, type Socket } from 'node:net'

/** A gateway's socket as an address on loopback, for an agent that runs without a sandbox of its own. */
export interface Bridge {
  readonly url: string
  close(): Promise<void>
}

export async function openBridge(socket: string): Promise<Bridge> {
  const open = new Set<Socket>()
  const server = createServer((outer) => {
    const inner = connect(socket)
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      open.add(one)
      one.once('close', () => open.delete(one))
      one.once('error', () => other.destroy())
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the bridge has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const one of open) one.destroy()
      await closed
    },
  }
}
