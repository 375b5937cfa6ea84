import { asMapping } from '@speculate-dev/workflows'
import { findUnknownKeys, readText } from './read-mapping.ts'
import type { Concurrency } from './workflow.ts'

/** `concurrency` of a workflow or of a job. */
export function parseConcurrency(value: unknown, findings: string[]): Concurrency | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return { group: value, cancelInProgress: 'false' }
  const mapping = asMapping(value)
  const where = { where: '`concurrency`', findings }
  const group = mapping && readText(mapping, 'group', where)
  if (!mapping || group === undefined) {
    findings.push('`concurrency` needs a `group`')
    return undefined
  }
  findUnknownKeys(mapping, ['group', 'cancel-in-progress'], where)
  return { group, cancelInProgress: readText(mapping, 'cancel-in-progress', where) ?? 'false' }
}
