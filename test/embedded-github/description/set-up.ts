import { isCached } from './cached.ts'

/** Before all tests of a run. */
export async function setup(): Promise<void> {
  if (isCached('prepared')) return
  const { prepareValidators } = await import('./prepare.ts')
  prepareValidators()
}
