import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { git } from './git.ts'

/** Whether a file of a mirror was cut off, changed or deleted. Reads every pack once, so it is asked only after something has failed. */
export async function isDamaged(mirror: string): Promise<boolean> {
  const packs = join(mirror, 'objects/pack')
  const names = await readdir(packs).catch((): string[] => [])
  for (const name of names.filter((one) => /\.(?:pack|idx)$/.test(one)))
    if (!(await endsWithItsHash(join(packs, name)))) return true
  const whole = await git(['rev-list', '--objects', '--quiet', '--all'], {
    gitDir: mirror,
    timeoutMs: 10 * 60_000,
  }).catch(() => undefined)
  return whole === undefined
}

const HASH_BYTES = 20

/** A pack and its index end with the SHA-1 of everything before it (gitformat-pack(5)). */
async function endsWithItsHash(file: string): Promise<boolean> {
  const { size } = await stat(file)
  if (size <= HASH_BYTES) return false
  const hash = createHash('sha1')
  const stored: Buffer[] = []
  for await (const chunk of createReadStream(file, { end: size - HASH_BYTES - 1 })) hash.update(chunk)
  for await (const chunk of createReadStream(file, { start: size - HASH_BYTES })) stored.push(chunk)
  return hash.digest().equals(Buffer.concat(stored))
}
