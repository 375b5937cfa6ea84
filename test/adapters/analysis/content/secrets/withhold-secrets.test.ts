import { expect, it } from 'vitest'
import { withholdSecrets } from '../../../../../src/adapters/analysis/content/secrets/withhold-secrets.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`

it.each([
  ['a secret', TOKEN],
  ['a secret in a sentence', `The token is ${TOKEN}`],
  ['a secret on a later line', `I found this on the way:\n${TOKEN}`],
])('withholds a whole text that holds %s', async (_, text) => {
  expect(await withholdSecrets(text)).toBe('(withheld: it looks like it holds a secret)')
})

it.each(['', 'One more request.', 'test/retry.test.js'])('leaves %j as it is', async (text) => {
  expect(await withholdSecrets(text)).toBe(text)
})
