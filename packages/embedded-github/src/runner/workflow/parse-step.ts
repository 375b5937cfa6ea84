import { asMapping, type Mapping } from '@speculate-dev/workflows'
import { leftOutAction } from './left-out-action.ts'
import { findUnknownKeys, readFlag, readMinutes, readText, readTexts } from './read-mapping.ts'
import type { Shell, Step } from './workflow.ts'

interface ParsedStep {
  readonly step: Step
  /** Only for a checkout that says so. */
  readonly fetchDepth: number | undefined
  readonly remarks: { readonly findings: string[]; readonly notices: string[] }
}

/** One entry of `steps`; `defaults` is the merged `defaults.run`. */
export function parseStep(value: unknown, index: number, defaults: Mapping): ParsedStep {
  const remarks: ParsedStep['remarks'] = { findings: [], notices: [] }
  const where = { where: `step ${index + 1}`, findings: remarks.findings }
  const mapping = asMapping(value) ?? {}
  findUnknownKeys(mapping, KNOWN_KEYS, where)
  const run = readText(mapping, 'run', where)
  const uses = readText(mapping, 'uses', where)
  if ((run === undefined) === (uses === undefined))
    where.findings.push(`step ${index + 1} needs either \`run\` or \`uses\``)
  const fetchDepth =
    uses === undefined ? undefined : checkAction(uses, asMapping(mapping.with) ?? {}, remarks)
  const step: Step = {
    id: readText(mapping, 'id', where),
    name:
      readText(mapping, 'name', where) ??
      (uses === undefined ? `Run ${firstLine(run ?? '')}` : `Run ${uses}`),
    if: readText(mapping, 'if', where),
    run: uses === undefined ? run : undefined,
    shell: shellOf(readText(mapping, 'shell', where) ?? readText(defaults, 'shell', where), where.findings),
    env: readTexts(mapping, 'env', where),
    workingDirectory:
      readText(mapping, 'working-directory', where) ?? readText(defaults, 'working-directory', where),
    continueOnError: readFlag(mapping, 'continue-on-error', { ...where, otherwise: false }),
    timeoutMinutes: readMinutes(mapping, where),
  }
  return { step, fetchDepth, remarks }
}

const KNOWN_KEYS = [
  ...['id', 'name', 'if', 'run', 'uses', 'with', 'shell', 'env', 'working-directory'],
  ...['continue-on-error', 'timeout-minutes'],
]

/** What a checkout may be told without making the fresh clone a different one. */
const CHECKOUT_INPUTS = ['fetch-depth', 'persist-credentials', 'clean', 'show-progress']

/** Finds fault with every action but those that this runner stands in for, or a job can do without. Answers a checkout's depth. */
function checkAction(
  uses: string,
  inputs: Mapping,
  { findings, notices }: ParsedStep['remarks'],
): number | undefined {
  const action = uses.split('@')[0]
  if (action === 'actions/checkout') {
    findUnknownKeys(inputs, CHECKOUT_INPUTS, { where: `\`with\` of \`${uses}\``, findings })
    return inputs['fetch-depth'] === undefined ? undefined : Number(inputs['fetch-depth'])
  }
  if (action === 'actions/setup-node') {
    const wanted = inputs['node-version'] ?? inputs['node-version-file'] ?? 'its default'
    notices.push(`\`${uses}\` asks for Node ${String(wanted)}; this runner takes the machine's own \`node\``)
    return undefined
  }
  const leftOut = leftOutAction(uses, inputs)
  if (leftOut === undefined) findings.push(`\`uses: ${uses}\` is not supported by this runner`)
  else notices.push(leftOut)
  return undefined
}

function shellOf(text: string | undefined, findings: string[]): Shell {
  if (text === undefined) return 'default'
  if (text === 'bash' || text === 'sh' || text === 'python') return text
  findings.push(`\`shell: ${text}\` is not supported by this runner`)
  return 'default'
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 100)
}
