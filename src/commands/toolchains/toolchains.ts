import { createAgents } from '../../adapters/agents/agents.ts'
import { InstallError, installPackage } from '../../adapters/agents/program/install-package.ts'
import { type Redactor, redactorOfProcess } from '../../adapters/redaction/create-redactor.ts'
import { presetToolchains } from '../../config/toolchains/toolchains.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { createProgress, type Progress } from '../local/shown/progress.ts'
import { terminalOf } from '../local/shown/terminal.ts'
import { readDefined, toolchainOf } from '../try/read-toolchains.ts'
import { agentsSetup } from './agents-setup.ts'
import { checkToolchain } from './check-toolchain.ts'
import { describeToolchain, type ToolchainDescription, type ToolchainRow } from './toolchain-row.ts'
import { toolchainsTable } from './toolchains-table.ts'

export interface ToolchainsOptions {
  readonly install?: boolean
  readonly check?: boolean
  readonly toolchains?: string
  readonly unconfined?: boolean
  readonly json?: boolean
}

/**
 * Lists toolchains: those named, or all that are configured and then the presets. Installs or tries them first when asked
 * to. Answers 1 when one that was tried does not work.
 */
export async function listToolchains(
  names: readonly string[],
  options: ToolchainsOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { toolchains: defined, prices } = await readDefined(options.toolchains)
  const setup = agentsSetup({ unconfined: options.unconfined, prices })
  const redactor = redactorOfProcess([...presetToolchains.values(), ...defined.values()])
  const agents = createAgents(defined, {
    ...setup,
    transcripts: undefined,
    redactor,
    log: () => undefined,
  })
  const chosen = chooseNames(names, [...defined.keys()], options).map((name) => ({
    name,
    toolchain: toolchainOf(name, defined),
    configured: defined.has(name),
    agent: agents.agent(name),
  }))
  const progress = createProgress(terminalOf(process.stderr))
  if (options.install) await install(chosen, { root: setup.packages, progress, signal })

  const rows: ToolchainRow[] = []
  for (const one of chosen) {
    const row = await describeToolchain(one, setup)
    rows.push(options.check ? await checked(row, one, { progress, signal, redactor }) : row)
  }
  process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : toolchainsTable(rows))
  return rows.some(({ check }) => check?.ok === false) ? 1 : 0
}

/** Nothing is downloaded and no money spent on what nobody named or configured. */
function chooseNames(
  names: readonly string[],
  configured: readonly string[],
  { install, check }: ToolchainsOptions,
): string[] {
  if (names.length > 0) return [...new Set(names)]
  if (!install && !check) return [...new Set([...configured, ...presetToolchains.keys()])]
  if (configured.length > 0) return [...configured]
  const known = [...presetToolchains.keys()].join(', ')
  throw new CommandError(`name at least one toolchain: there is no toolchains.yml. Presets are ${known}`)
}

interface Work {
  readonly progress: Progress
  readonly signal: AbortSignal
}

async function install(
  chosen: readonly ToolchainDescription[],
  { root, progress, signal }: Work & { readonly root: string },
) {
  for (const { name, toolchain } of chosen) {
    const spec = 'package' in toolchain ? toolchain.package : undefined
    if (spec === undefined) {
      progress.note(`${name} is not an npm package, so there is nothing to install`)
      continue
    }
    progress.note(`${name} is being installed: ${spec}`)
    const folder = await installPackage(root, spec, signal).catch((error: unknown) => {
      throw error instanceof InstallError ? new CommandError(error.message) : error
    })
    progress.note(`${name} is installed in ${folder}`)
  }
}

/** What an agent says is shown without secrets: it is copied into issues, and stands in the logs of CI (S1). */
async function checked(
  row: ToolchainRow,
  { agent }: ToolchainDescription,
  { progress, signal, redactor }: Work & { readonly redactor: Redactor },
): Promise<ToolchainRow> {
  const { name } = row
  const usage = { seconds: 0 }
  if (row.missing !== null) return { ...row, check: { ok: false, usage, problem: null } }
  if (agent === undefined) {
    const problem = 'It runs on GitHub, where only a run on an issue can try it.'
    return { ...row, check: { ok: false, usage, problem } }
  }
  progress.note(`${name} is asked for one small edit`)
  const onProgress = (line: string) => progress.note(`${name}: ${redactor.text(line)}`)
  return { ...row, check: redactor.all(await checkToolchain({ agent, signal, onProgress })) }
}
