import { expect, it } from 'vitest'
import { withholdSecrets } from '../../../../src/adapters/analysis/content/withhold-secrets.ts'
import { AttemptReport } from '../../../../src/domain/attempt.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`

it('withholds the texts of a report that hold a secret, and only those', async () => {
  const report = AttemptReport.parse({
    rationale: `I found this on the way:\n${TOKEN}`,
    confidence: 0.9,
    testsAdded: ['test/retry.test.js'],
    risks: ['One more request.', `The token is ${TOKEN}`],
  })
  const withheld = '(withheld: it looks like it holds a secret)'
  expect(await withholdSecrets(report)).toEqual({
    rationale: withheld,
    confidence: 0.9,
    testsAdded: ['test/retry.test.js'],
    risks: ['One more request.', withheld],
  })
})
