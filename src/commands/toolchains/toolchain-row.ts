import { findProgram, versionOf } from '../../adapters/agents/find-program.ts'
import type { ToolchainsFile } from '../../config/toolchains.ts'
import type { ModelBudget } from '../../domain/budget.ts'
import type { Agent } from '../../ports/agent.ts'
import type { SpeculateOptions } from '../../speculate.ts'
import type { CheckResult } from './check-toolchain.ts'

type AnyToolchain = ToolchainsFile['toolchains'] extends ReadonlyMap<string, infer T> ? T : never

/** What is known of one toolchain. This is what `--json` prints, one per toolchain. */
export interface ToolchainRow {
  readonly name: string
  /** In the operator's file; otherwise it is a preset that could be. */
  readonly configured: boolean
  readonly protocol: string
  /** Null where there is no program, and for programs that are no npm packages. */
  readonly version: string | null
  readonly program: string | null
  readonly sandbox: 'bubblewrap' | 'none' | 'missing'
  readonly model: string | null
  readonly provider: string | null
  /** The variable of the provider's key; null where there is no provider. */
  readonly key: { readonly variable: string; readonly set: boolean } | null
  readonly budget: ModelBudget
  /** What is missing for it to run, and how to get it; null when nothing is. */
  readonly missing: string | null
  readonly check?: CheckResult
}

export interface Described {
  readonly name: string
  readonly toolchain: AnyToolchain
  readonly configured: boolean
  /** Undefined for a toolchain that does not run on this machine. */
  readonly agent: Agent | undefined
}

export async function describeToolchain(
  { name, toolchain, configured, agent }: Described,
  { sandbox, packages }: SpeculateOptions['agents'],
): Promise<ToolchainRow> {
  const nothing = { version: null, program: null, model: null, provider: null, key: null, budget: {} }
  const common = { name, configured, protocol: toolchain.kind, sandbox: sandbox.kind, missing: null }
  if (!('command' in toolchain)) return { ...nothing, ...common, sandbox: 'none' }
  const program = await findProgram(toolchain, packages)
  const { provider, model, budget = {} } = toolchain
  const missingCell = await sandbox.missing()
  return {
    ...common,
    version: (program && (await versionOf(program))) ?? null,
    program: program ?? null,
    sandbox: missingCell === undefined ? sandbox.kind : 'missing',
    model: model ?? null,
    provider: provider?.base_url ?? null,
    key: provider === undefined ? null : { variable: provider.key, set: Boolean(process.env[provider.key]) },
    budget,
    missing: (await agent?.missing()) ?? null,
  }
}
