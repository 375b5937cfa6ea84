import type { ProbotOctokit } from 'probot'
import { expect, it } from 'vitest'
import { fieldEstimates } from '../../../../src/adapters/github/issues/field-estimates.ts'

it('where the App may read no projects it asks once, however many issues there are', async () => {
  let asked = 0
  const graphql = async () => {
    asked += 1
    const message = 'The permissions requested are not granted to this installation.'
    throw Object.assign(new Error(message), { status: 422 })
  }
  const ids = Array.from({ length: 250 }, (_, at) => `I_${at}`)
  const found = await fieldEstimates({ graphql } as unknown as ProbotOctokit, ids, 'Estimate')
  expect([...found]).toEqual([])
  expect(asked).toBe(1)
})
