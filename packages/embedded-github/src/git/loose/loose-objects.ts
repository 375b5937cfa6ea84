import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { constants, deflate, deflateSync, inflate, inflateSync, type ZlibOptions } from 'node:zlib'
import { isObjectId } from './object-formats.ts'

export interface GitObject {
  readonly type: string
  readonly content: Buffer
}

/**
 * An object that lies in a file of its own (gitformat-loose(5)), here or with an alternate. Undefined says nothing of whether there is
 * one: it may lie in a pack, and then git reads it. Most are some hundred bytes: handing each to another thread costs more than reading it.
 */
export async function readLoose(directory: string, oid: string): Promise<GitObject | undefined> {
  try {
    const bytes = await inflated(anywhere(directory, oid, (place) => readFileSync(place)))
    const end = bytes.indexOf(0)
    const head = headerOf(bytes.subarray(0, end))
    const content = bytes.subarray(end + 1)
    return head?.size === content.length ? { type: head.type, content } : undefined
  } catch {
    return undefined
  }
}

export interface ObjectHeader {
  readonly type: string
  readonly size: number
}

/** As `readLoose`, but of a large object only the beginning is read. */
export async function readLooseHeader(directory: string, oid: string): Promise<ObjectHeader | undefined> {
  try {
    const beginning = anywhere(directory, oid, (place) => readBeginning(place, HEADER_BYTES))
    const bytes = await inflated(beginning, { finishFlush: constants.Z_SYNC_FLUSH })
    return headerOf(bytes.subarray(0, bytes.indexOf(0)))
  } catch {
    return undefined
  }
}

/** Written beside its place and moved there, so that nobody ever reads half of one; what is there already stays. */
export async function writeLoose(
  directory: string,
  type: 'blob' | 'tree' | 'commit',
  content: Uint8Array,
): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
  const oid = createHash('sha1').update(bytes).digest('hex')
  const place = placeOf(directory, oid)
  if (existsSync(place)) return oid
  mkdirSync(dirname(place), { recursive: true })
  // A name by which git knows what a killed process has left, and clears it away.
  const draft = join(dirname(place), `tmp_obj_${randomUUID()}`)
  const compressed = await deflated(bytes, { level: constants.Z_BEST_SPEED })
  try {
    writeFileSync(draft, compressed, { mode: 0o444, flag: 'wx' })
    renameSync(draft, place)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  return oid
}

function readBeginning(place: string, most: number): Buffer {
  const file = openSync(place, 'r')
  try {
    const buffer = Buffer.alloc(most)
    return buffer.subarray(0, readSync(file, buffer, 0, most, 0))
  } finally {
    closeSync(file)
  }
}

/** Of alternates only the first, by its whole path and not those it has itself: that is how a job's source is made. */
function anywhere<T>(directory: string, oid: string, read: (place: string) => T): T {
  try {
    return read(placeOf(directory, oid))
  } catch {
    const alternates = readFileSync(join(directory, 'objects/info/alternates'), 'utf8')
    const [objects = ''] = alternates.split('\n')
    if (!isAbsolute(objects)) throw new Error('not a path')
    return read(join(objects, oid.slice(0, 2), oid.slice(2)))
  }
}

/** What is larger is packed and unpacked on another thread. */
const SMALL_BYTES = 100_000
const inflateAside = promisify<Buffer, ZlibOptions, Buffer>(inflate)
const deflateAside = promisify<Buffer, ZlibOptions, Buffer>(deflate)

async function inflated(bytes: Buffer, options: ZlibOptions = {}): Promise<Buffer> {
  return bytes.length > SMALL_BYTES ? inflateAside(bytes, options) : inflateSync(bytes, options)
}

async function deflated(bytes: Buffer, options: ZlibOptions): Promise<Buffer> {
  return bytes.length > SMALL_BYTES ? deflateAside(bytes, options) : deflateSync(bytes, options)
}

/** More than the type and the length ever take, even where they do not compress. */
const HEADER_BYTES = 128

function headerOf(bytes: Buffer): ObjectHeader | undefined {
  const [, type, size] = /^(blob|tree|commit|tag) (\d+)$/.exec(bytes.toString('latin1')) ?? []
  return type === undefined ? undefined : { type, size: Number(size) }
}

function placeOf(directory: string, oid: string): string {
  if (!isObjectId(oid)) throw new Error(`not an object id: ${JSON.stringify(oid.slice(0, 80))}`)
  return join(directory, 'objects', oid.slice(0, 2), oid.slice(2))
}
