import { asMapping, asValue, type Mapping } from '@speculate-dev/workflows'
import { readText } from './read-mapping.ts'
import type { Call } from './workflow.ts'

/** `uses` of a job: another workflow in place of steps. */
export function parseCall(
  mapping: Mapping,
  where: { readonly where: string; readonly findings: string[] },
): Call | undefined {
  const uses = readText(mapping, 'uses', where)
  if (uses === undefined) return undefined
  if (!uses.startsWith('./.github/workflows/')) {
    const finding = `\`uses: ${uses}\` is a workflow of another repository, which this runner does not fetch`
    where.findings.push(finding)
  }
  const given = Object.entries(asMapping(mapping.with) ?? {}).map(([name, value]) => [name, asValue(value)])
  return { uses, with: Object.fromEntries(given) }
}
