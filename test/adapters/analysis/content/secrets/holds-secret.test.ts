import { expect, it } from 'vitest'
import { holdsSecret } from '../../../../../src/adapters/analysis/content/secrets/holds-secret.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`

it.each([
  ['a secret', TOKEN],
  ['a secret in a sentence', `The token is ${TOKEN}`],
  ['a secret on a later line', `I found this on the way:\n${TOKEN}`],
  ['a secret after a comment that switches searching off', `/* secretlint-disable */\n${TOKEN}`],
])('sees %s', async (_, text) => {
  expect(await holdsSecret(text)).toBe(true)
})

it.each(['', 'One more request.', 'test/retry.test.js'])('sees none in %j', async (text) => {
  expect(await holdsSecret(text)).toBe(false)
})
