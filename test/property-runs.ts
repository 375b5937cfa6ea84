import type { Parameters } from 'fast-check'

/**
 * How often a property of a stage is tried: on as many generated inputs as it asks for, unless `PROPERTY_RUNS` allows fewer. Mutation
 * testing does, because it tries every property again for each of thousands of mutants; and for the same figure every time, the inputs
 * are the same then.
 */
export function propertyRuns(wanted: number): Pick<Parameters, 'numRuns' | 'seed' | 'endOnFailure'> {
  const most = process.env.PROPERTY_RUNS
  if (most === undefined) return { numRuns: wanted }
  // What matters then is that it fails, not the smallest input with which it does.
  return { numRuns: Math.min(wanted, Number(most)), seed: 20_260_505, endOnFailure: true }
}
