import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to Postgres of a test's own. `join` decides what goes from the one who takes it to Postgres and back; each connection has its own. */
export async function wayToPostgres(databaseUrl: string, join: (near: Socket, far: Socket) => void) {
  const way = createServer((near) => {
    const far = connect(Number(new URL(databaseUrl).port), '127.0.0.1')
    for (const each of [near, far]) each.on('error', () => {})
    join(near, far)
  })
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  const address = way.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = new URL(databaseUrl)
  url.port = String(address.port)
  return { databaseUrl: url.href, close: () => way.close() }
}
