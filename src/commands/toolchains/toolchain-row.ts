import { type Credential, findCredential, missingKeySentence } from '../../adapters/agents/credential.ts'
import { findProgram, missingProgram, versionOf } from '../../adapters/agents/program/find-program.ts'
import type { SpeculateOptions } from '../../app/speculate-options.ts'
import type { ToolchainsFile } from '../../config/toolchains/toolchains.ts'
import type { ModelBudget } from '../../domain/run/budget.ts'
import type { Agent } from '../../ports/agent.ts'
import { asTyped } from '../called-as.ts'
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
  /** The variable of the provider's key, or the file of a log-in; null where there is no provider. */
  readonly key: { readonly variable: string; readonly set: boolean } | null
  readonly budget: ModelBudget
  /** `ready`, or all that it lacks. */
  readonly state: readonly State[]
  /** What is missing for it to run, and how to get it, each a sentence; null when nothing is. */
  readonly missing: string | null
  readonly check?: CheckResult
}

/** Only GitHub runs one of kind `workflow`. */
type State = 'ready' | 'runs on GitHub' | 'no program' | 'no sandbox' | 'no key'

export interface ToolchainDescription {
  readonly name: string
  readonly toolchain: AnyToolchain
  readonly configured: boolean
  /** Undefined for a toolchain that does not run on this machine. */
  readonly agent: Agent | undefined
}

export async function describeToolchain(
  { name, toolchain, configured }: ToolchainDescription,
  { sandbox, packages, logins }: SpeculateOptions['agents'],
): Promise<ToolchainRow> {
  const nothing = { version: null, program: null, model: null, provider: null, key: null, budget: {} }
  const common = { name, configured, protocol: toolchain.kind, sandbox: sandbox.kind }
  if (!('command' in toolchain))
    return { ...nothing, ...common, sandbox: 'none', state: ['runs on GitHub'], missing: null }
  const program = await findProgram(toolchain, packages)
  const { provider, model, budget = {} } = toolchain
  const missingSandbox = await sandbox.missing()
  const credential = provider && (await findCredential(provider, { logins }))
  return {
    ...common,
    version: (program && (await versionOf(program))) ?? null,
    program: program ?? null,
    sandbox: missingSandbox === undefined ? sandbox.kind : 'missing',
    model: model ?? null,
    provider: (credential?.kind === 'held' ? credential.gateway.baseUrl : provider?.base_url) ?? null,
    key: provider && credential ? keyOf(provider.key, credential) : null,
    budget,
    ...lacking({
      'no program': program === undefined ? missingProgram(name, toolchain) : undefined,
      'no sandbox': missingSandbox,
      'no key': await missingKeySentence(name, toolchain, { logins }),
    }),
  }
}

function keyOf(variable: string, credential: Credential) {
  return credential.kind === 'held'
    ? { variable: credential.gateway.variable, set: true }
    : { variable, set: false }
}

/** Everything that is missing is listed at once, so that nobody fixes one thing only to learn of the next. */
function lacking(
  sentences: Readonly<Record<Exclude<State, 'ready' | 'runs on GitHub'>, string | undefined>>,
) {
  const states = ['no program', 'no sandbox', 'no key'] as const
  const lacks = states.filter((state) => sentences[state] !== undefined)
  if (lacks.length === 0) return { state: ['ready'] as const, missing: null }
  return { state: lacks, missing: asTyped(lacks.map((state) => sentences[state]).join(' ')) }
}
