import { type Simulated, simulate } from '../simulate.ts'

/** Without the faults that it does not take to break the same invariant: each is left out once. */
export async function shrink(found: Simulated): Promise<Simulated> {
  const wanted = nameOf(found.violations[0])
  let smallest = found
  for (const fault of found.plan) {
    const fewer = smallest.plan.filter((one) => one !== fault)
    const again = await simulate(found.seed, fewer)
    if (again.violations.some((what) => nameOf(what) === wanted)) smallest = again
  }
  return smallest
}

function nameOf(violation = ''): string {
  return violation.split(':')[0] ?? ''
}
