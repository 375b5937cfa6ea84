import { existsSync } from 'node:fs'
import { InstallError, installPackage, packageFolder } from '../../adapters/agents/program/install-package.ts'
import { ownProgram, ownReadable } from '../../adapters/own-files.ts'
import { createSandbox } from '../../adapters/sandbox/create-sandbox.ts'
import type { SpeculateOptions } from '../../app/speculate-options.ts'
import { presetToolchains, Toolchain } from '../../config/toolchains/toolchains.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { playCandidate } from '../../sample/play-candidate.ts'
import { startScriptedModel } from '../../sample/scripted-model.ts'
import { CommandError } from '../command-error.ts'
import type { Progress } from '../local/shown/progress.ts'
import { agentsSetup } from '../toolchains/agents-setup.ts'

/** Who writes the demo's candidates. */
export interface DemoAgents {
  readonly toolchains: ReadonlyMap<ToolchainName, Toolchain>
  readonly agents: SpeculateOptions['agents']
  close(): Promise<void>
}

interface Request {
  /** Presets to use; empty for the scripted agent. */
  readonly names: readonly string[]
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** The scripted agent, or real ones, installed where they are missing, in front of a scripted model. Throws `CommandError`. */
export async function demoAgents({ names, progress, signal }: Request): Promise<DemoAgents> {
  const setup = agentsSetup({ prices: PRICES })
  const missing = await setup.sandbox.missing()
  if (names.length === 0) {
    // The scripted agent is our own and harmless, so the demo does not need a sandbox for it.
    const sandbox = missing === undefined ? setup.sandbox : createSandbox({ hostIsDisposable: true })
    const toolchains = new Map([['scripted', scriptedToolchain()]])
    return { toolchains, agents: { ...setup, sandbox }, close: async () => undefined }
  }
  if (missing !== undefined) throw new CommandError(missing)
  const presets = [...new Set(names)].map(presetOf)
  for (const [name, { package: spec }] of presets) {
    if (spec !== undefined) await ensureInstalled({ name, spec, root: setup.packages, progress, signal })
  }
  const model = await startScriptedModel({ script: playCandidate, key: KEY })
  process.env[KEY_VARIABLE] = KEY
  const toolchains = new Map(presets.map(([name, preset]) => [name, inFrontOf(model.url, preset)]))
  return { toolchains, agents: setup, close: () => model.close() }
}

const KEY_VARIABLE = 'SCRIPTED_MODEL_KEY'
const KEY = 'key-of-the-scripted-model'

/** Made up, so that the scoreboard has a cost to show. */
const PRICES = Object.fromEntries(
  [...presetToolchains.values()].map(({ model = '' }, index) => [
    model,
    { input: 1 + index, cached_input: 0.1, output: 8 + index },
  ]),
)

function scriptedToolchain(): Toolchain {
  const program = ownProgram(new URL('../../sample/scripted-agent.ts', import.meta.url))
  // What Node has compiled for an earlier demo lies among our own files in a clone, where it may be read.
  const { NODE_COMPILE_CACHE } = process.env
  return Toolchain.parse({
    kind: 'acp',
    command: [process.execPath, program],
    readable: ownReadable(),
    set: withoutUndefined({ NODE_COMPILE_CACHE }),
  })
}

function presetOf(name: string): [ToolchainName, Toolchain] {
  const preset = presetToolchains.get(name)
  if (preset !== undefined) return [name, preset]
  throw new CommandError(`the demo has no agent "${name}"; it has ${[...presetToolchains.keys()].join(', ')}`)
}

function inFrontOf(url: string, preset: Toolchain): Toolchain {
  const header = preset.provider?.header ?? 'authorization'
  return { ...preset, provider: { base_url: url, key: KEY_VARIABLE, header } }
}

interface Installation {
  readonly name: string
  readonly spec: string
  readonly root: string
  readonly progress: Progress
  readonly signal: AbortSignal
}

async function ensureInstalled({ name, spec, root, progress, signal }: Installation): Promise<void> {
  if (existsSync(packageFolder(root, spec))) return
  progress.note(`${name} is being installed: ${spec} into ${root}`)
  await installPackage(root, spec, signal).catch((error: unknown) => {
    throw error instanceof InstallError ? new CommandError(error.message) : error
  })
}
