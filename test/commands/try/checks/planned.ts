import { planChecks } from '../../../../src/commands/try/checks/plan-checks.ts'
import { aPlace } from '../../../builders/checks/a-place.ts'

export const PATH = '.github/workflows/ci.yml'

export const plan = (text: string, branch = 'main', files: Readonly<Record<string, string>> = {}) =>
  planChecks([{ path: PATH, text }], {
    repository: { owner: 'acme', name: 'shop', branch },
    place: { ...aPlace(files), repository: 'acme/shop' },
  })
