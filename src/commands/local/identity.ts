import { generateKeyPair, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

/** What the App and its GitHub have to agree on, also after a restart on the same folder. */
const Identity = z.object({
  /** PEM. */
  privateKey: z.string(),
  webhookSecret: z.string(),
  /** Where the embedded GitHub listened the last time; 0 for any. */
  port: z.int(),
})
export type Identity = z.infer<typeof Identity>

/** The folder's identity, made on the first call: its key takes a tenth of a second. Only its owner may read the file. */
export async function readIdentity(dataDir: string): Promise<Identity> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined)
  if (text !== undefined) return Identity.parse(JSON.parse(text))
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const identity = { privateKey, webhookSecret: randomBytes(32).toString('hex'), port: 0 }
  await write(dataDir, identity)
  return identity
}

export async function rememberPort(dataDir: string, port: number): Promise<void> {
  const identity = await readIdentity(dataDir)
  if (identity.port !== port) await write(dataDir, { ...identity, port })
}

/** Never half a file, also when the process is killed meanwhile. */
async function write(dataDir: string, identity: Identity): Promise<void> {
  const file = fileIn(dataDir)
  await writeFile(`${file}.new`, `${JSON.stringify(identity, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'identity.json')
}
