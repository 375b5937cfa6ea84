import { Transform } from 'node:stream'

/**
 * Passes bytes on unchanged, except that the key, should a provider repeat it, becomes as many asterisks. Holds back only
 * what might be the beginning of the key.
 */
export function maskKey(key: string): Transform {
  const secret = Buffer.from(key)
  let held: Buffer = Buffer.alloc(0)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = Buffer.concat([held, chunk])
      for (let at = bytes.indexOf(secret); at !== -1; at = bytes.indexOf(secret, at)) {
        bytes.fill('*', at, at + secret.length)
      }
      const end = bytes.length - beginningAtEnd(bytes, secret)
      held = bytes.subarray(end)
      done(null, bytes.subarray(0, end))
    },
    flush(done) {
      done(null, held)
    },
  })
}

/** Length of the longest end of `bytes` with which `secret` begins. */
function beginningAtEnd(bytes: Buffer, secret: Buffer): number {
  for (let length = Math.min(bytes.length, secret.length - 1); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(secret.subarray(0, length))) return length
  }
  return 0
}
