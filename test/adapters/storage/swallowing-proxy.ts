import type { Socket } from 'node:net'
import { wayToPostgres } from './way-to-postgres.ts'

/** A way to Postgres that can swallow all that goes through it, without ending any connection. */
export async function startSwallowingProxy(databaseUrl: string) {
  let isSwallowing = false
  const sockets = new Set<Socket>()
  const way = await wayToPostgres(databaseUrl, (near, far) => {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => isSwallowing || to.write(bytes))
      from.on('close', () => {
        sockets.delete(from)
        if (!isSwallowing) to.destroy()
      })
    }
  })
  return {
    databaseUrl: way.databaseUrl,
    swallow: (swallowing: boolean) => {
      isSwallowing = swallowing
    },
    stop: () => {
      for (const socket of sockets) socket.destroy()
      way.close()
    },
  }
}
