import { hash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCached } from './cached.ts'

const ROUTES = join(import.meta.dirname, '../../../packages/embedded-github/src/rest')

/** Before all tests of a run. */
export async function setup(): Promise<void> {
  const routes = globSync('*.ts', { cwd: ROUTES }).toSorted()
  const code = routes.map((file) => readFileSync(join(ROUTES, file), 'utf8')).join('\n')
  const prepared = `prepared-${hash('sha256', code)}`
  if (isCached(prepared)) return
  const { prepareValidators } = await import('./prepare.ts')
  prepareValidators(prepared)
}
