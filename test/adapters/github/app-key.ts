import { generateKeyPairSync } from 'node:crypto'

/** A key that opens nothing, made for this run. */
export const credentials = {
  appId: 7,
  privateKey: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  }).privateKey,
}
