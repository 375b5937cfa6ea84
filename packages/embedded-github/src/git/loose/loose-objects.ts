import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { constants, deflate, inflate } from 'node:zlib'
import { isObjectId } from './object-formats.ts'

export interface GitObject {
  readonly type: string
  readonly content: Buffer
}

/**
 * An object that lies in a file of its own (gitformat-loose(5)), here or with an alternate. Undefined says nothing of whether there is
 * one: it may lie in a pack, and then git reads it.
 */
export async function readLoose(directory: string, oid: string): Promise<GitObject | undefined> {
  try {
    const bytes = await inflated(await anywhere(directory, oid, (place) => readFile(place)))
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
    await using file = await anywhere(directory, oid, (place) => open(place))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    const bytes = await inflated(buffer.subarray(0, bytesRead), { finishFlush: constants.Z_SYNC_FLUSH })
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
  if (await exists(place)) return oid
  await mkdir(dirname(place), { recursive: true })
  // A name by which git knows what a killed process has left, and clears it away.
  const draft = join(dirname(place), `tmp_obj_${randomUUID()}`)
  try {
    await writeFile(draft, await deflated(bytes, { level: constants.Z_BEST_SPEED }), {
      mode: 0o444,
      flag: 'wx',
    })
    await rename(draft, place)
  } finally {
    await rm(draft, { force: true })
  }
  return oid
}

/** Of alternates only the first, by its whole path and not those it has itself: that is how a job's source is made. */
async function anywhere<T>(directory: string, oid: string, read: (place: string) => Promise<T>): Promise<T> {
  try {
    return await read(placeOf(directory, oid))
  } catch {
    const alternates = await readFile(join(directory, 'objects/info/alternates'), 'utf8')
    const [objects = ''] = alternates.split('\n')
    if (!isAbsolute(objects)) throw new Error('not a path')
    return await read(join(objects, oid.slice(0, 2), oid.slice(2)))
  }
}

const inflated = promisify<Buffer, object | undefined, Buffer>((bytes, options, done) =>
  inflate(bytes, options ?? {}, done),
) as (bytes: Buffer, options?: object) => Promise<Buffer>
const deflated = promisify<Buffer, object, Buffer>(deflate)

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

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
