import { asMapping, type Mapping } from '@speculate-dev/workflows'
import { findUnknownKeys, readCount, readFlag, readText, readTexts } from './read-mapping.ts'
import type { Step } from './workflow.ts'

/** One entry of `steps`; `defaults` is the merged `defaults.run`. What it cannot be is added to `findings`. */
export function parseStep(
  value: unknown,
  index: number,
  { defaults, findings }: { readonly defaults: Mapping; readonly findings: string[] },
): Step {
  const where = { where: `step ${index + 1}`, findings }
  const mapping = asMapping(value) ?? {}
  findUnknownKeys(mapping, KNOWN_KEYS, where)
  const run = readText(mapping, 'run', where)
  const uses = readText(mapping, 'uses', where)
  if ((run === undefined) === (uses === undefined))
    findings.push(`step ${index + 1} needs either \`run\` or \`uses\``)
  const base = {
    id: readText(mapping, 'id', where),
    name:
      readText(mapping, 'name', where) ??
      (uses === undefined ? `Run ${firstLine(run ?? '')}` : `Run ${uses}`),
    if: readText(mapping, 'if', where),
    env: readTexts(mapping, 'env', where),
    continueOnError: readFlag(mapping, 'continue-on-error', { ...where, otherwise: false }),
    timeoutMinutes: readCount(mapping, 'timeout-minutes', where),
  }
  if (uses !== undefined) return { kind: 'action', ...base, uses, with: readTexts(mapping, 'with', where) }
  return {
    kind: 'run',
    ...base,
    run: run ?? '',
    shell: readText(mapping, 'shell', where) ?? readText(defaults, 'shell', where),
    workingDirectory:
      readText(mapping, 'working-directory', where) ?? readText(defaults, 'working-directory', where),
  }
}

const KNOWN_KEYS = [
  ...['id', 'name', 'if', 'run', 'uses', 'with', 'shell', 'env', 'working-directory'],
  ...['continue-on-error', 'timeout-minutes'],
]

/** An expression that would be cut in two is left out. */
function firstLine(text: string): string {
  const line = (text.trim().split('\n')[0] ?? '').slice(0, 100)
  const start = line.lastIndexOf('${{')
  return start >= 0 && !line.includes('}}', start) ? line.slice(0, start).trimEnd() : line
}
