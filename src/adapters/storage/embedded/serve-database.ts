import { rename } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { cutIntoTurns } from './cut-into-turns.ts'
import { type Asker, type Turns, takeTurns } from './take-turns.ts'

/**
 * Serves an embedded database over a socket in `folder`, as Postgres would: every connection speaks its protocol. All of them share one
 * session, so that what one sets there, the others have.
 */
export async function serveDatabase(pglite: PGlite, folder: string): Promise<Server> {
  const turns = takeTurns<Asker>((bytes) => pglite.execProtocolRawSync(bytes))
  const server = createServer((socket) => serveConnection(socket, turns))
  // The socket has its name when somebody listens: who connects while a database is opened again is refused, as Postgres does it.
  const unnamed = join(folder, `unnamed-${process.pid}`)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(unnamed, resolve)
  })
  await rename(unnamed, join(folder, SOCKET))
  return server
}

/** What drivers look for in the folder that they are given as host. */
const SOCKET = '.s.PGSQL.5432'
/** Of a file in the folder; process ids have seven digits at most. */
export const LONGEST_NAME = 'unnamed-1234567'

/** The address of a database that is served in `folder`. */
export function addressIn(folder: string): string {
  // An environment that asks for TLS means another database.
  return `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}&port=5432&sslmode=disable`
}

function serveConnection(socket: Socket, turns: Turns<Asker>): void {
  const connection: Asker = { answer: (bytes) => socket.write(bytes) }
  const cut = cutIntoTurns()
  socket.on('data', (chunk) => {
    for (const turn of cut(chunk)) {
      if (turn.kind === 'end') socket.end()
      else turns.ask(connection, turn.bytes)
    }
  })
  // A connection that is cut is closed as well, which is all there is to know.
  socket.on('error', () => {})
  socket.on('close', () => turns.leave(connection))
}
