import fc from 'fast-check'
import { afterAll, describe, it } from 'vitest'
import { propertyRuns } from '../property-runs.ts'
import { FUZZERS } from './fuzzers.ts'

afterAll(() => Promise.all(FUZZERS.map((fuzzer) => fuzzer.close())))

/** The same inputs in every run: `node test/fuzz/run.ts` looks further. */
const SEED = 20_261_129

describe.each(FUZZERS)('whatever comes as $name', (fuzzer) => {
  it('is read or refused as it should be', async () => {
    await fc.assert(fuzzer.property(), { seed: SEED, ...propertyRuns(60) })
  })
})
