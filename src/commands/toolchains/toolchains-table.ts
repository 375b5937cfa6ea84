import type { ModelBudget } from '../../domain/run/budget.ts'
import { tableLines } from '../../messages/table-lines.ts'
import type { ToolchainRow } from './toolchain-row.ts'

const HEADINGS = [
  'toolchain',
  'version',
  'protocol',
  'sandbox',
  'model',
  'provider',
  'key',
  'budget',
  'state',
]

/** A table for people, and below it what is missing and what a check found, one line each. */
export function toolchainsTable(rows: readonly ToolchainRow[]): string {
  const cells = [HEADINGS, ...rows.map(cellsOf)]
  const lines = tableLines(cells)
  const notes = rows.flatMap(({ name, missing, check }) =>
    [missing, check?.problem].flatMap((note) => (note ? [`${name}: ${note}`] : [])),
  )
  return `${[...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`
}

function cellsOf(row: ToolchainRow): string[] {
  const { name, version, protocol, sandbox, model, provider, key, budget } = row
  return [
    name,
    version ?? '—',
    protocol,
    sandbox,
    model ?? '—',
    provider === null ? '—' : new URL(provider).host,
    key === null ? '—' : `${key.variable} ${key.set ? 'is set' : 'is not set'}`,
    budgetText(budget),
    stateOf(row),
  ]
}

function budgetText({ tokens, usd }: ModelBudget): string {
  const parts = [
    ...(tokens === undefined ? [] : [`${tokens.toLocaleString('en')} tokens`]),
    ...(usd === undefined ? [] : [`$${usd}`]),
  ]
  return parts.join(', ') || 'none'
}

function stateOf({ configured, state, missing, check }: ToolchainRow): string {
  if (check !== undefined) {
    const { seconds, inputTokens = 0, outputTokens = 0, usd } = check.usage
    const cost = usd === undefined ? '' : `, $${usd.toFixed(4)}`
    const words = `${seconds.toFixed(1)} s, ${(inputTokens + outputTokens).toLocaleString('en')} tokens${cost}`
    return `${check.ok ? 'works' : 'failed'} (${words})`
  }
  if (missing !== null) return `not ready: ${state.join(', ')}`
  return configured ? state.join(', ') : `${state.join(', ')}, not configured`
}
