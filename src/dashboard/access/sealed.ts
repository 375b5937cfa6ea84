import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps what only this App may read, where anybody may keep it: in a cookie. */
export interface Seal {
  /** `purpose`: what is sealed for one cannot be opened for another. */
  seal(purpose: string, value: object): string
  /** Undefined for what was not sealed so. */
  open(purpose: string, text: string): unknown
  /** What only somebody who has the secret can derive from the text. */
  derive(purpose: string, text: string): string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** All processes that have the secret open what one of them has sealed, also after a new start; with another secret nothing opens. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, 'speculate', 'dashboard', 32))
  return {
    seal(purpose, value) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(purpose, text) {
      const bytes = Buffer.from(text, 'base64url')
      const [nonce, tag] = [
        bytes.subarray(0, NONCE_BYTES),
        bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
      ]
      if (tag.length < TAG_BYTES) return undefined
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(tag)
        const opened = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ])
        return JSON.parse(opened.toString('utf8'))
      } catch {
        return undefined
      }
    },
    derive: (purpose, text) => createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url'),
  }
}
