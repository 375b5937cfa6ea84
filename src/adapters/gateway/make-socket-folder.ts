import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeOfSocket } from '../socket-place.ts'

const PREFIX = 'speculate-gateway-'
const SOCKET = 'gateway.sock'
/** A new folder that only this user may enter (mkdtemp makes it so), and the path of the socket in it. */
export async function makeSocketFolder(parent = tmpdir()): Promise<{ folder: string; socket: string }> {
  const place = placeOfSocket(parent, join(`${PREFIX}XXXXXX`, SOCKET))
  await removeLeftBehind(place)
  const folder = await mkdtemp(join(place, PREFIX))
  return { folder, socket: join(folder, SOCKET) }
}

const YOUNG_MS = 60_000

/** Folders of processes that were killed: nobody listens there any more. */
async function removeLeftBehind(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names.filter((name) => name.startsWith(PREFIX))) {
    const folder = join(parent, name)
    if (await isLeftBehind(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function isLeftBehind(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined || found.uid !== process.getuid?.()) return false
  return Date.now() - found.mtimeMs > YOUNG_MS && !(await isListening(join(folder, SOCKET)))
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const tell = (listening: boolean) => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', () => tell(true)).once('error', () => tell(false))
  })
}
