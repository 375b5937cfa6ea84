import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createLimiter } from '@speculate-dev/system'
import { SandboxLimits, type Toolchain } from '../../config/toolchains/toolchains.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { Agent, AgentRequest, AgentResult } from '../../ports/agent.ts'
import { readableFolders } from '../proof/run/test-environment.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { attemptEnvironment, filler, installedIn } from './attempt-environment.ts'
import { missingKeySentence } from './credential.ts'
import { runToEnd, stopped } from './ending.ts'
import { launch } from './launch.ts'
import { type ModelAccess, type ModelAccessOptions, openModelAccess } from './model-access.ts'
import { findProgram, missingProgram, versionOf } from './program/find-program.ts'
import { readableFor, startOf } from './program/readable-for.ts'
import { runAcpAgent } from './run-acp-agent.ts'
import { runCommandAgent } from './run-command-agent.ts'

export interface ToolchainAgentOptions extends ModelAccessOptions {
  /** Where commands are confined. */
  readonly sandbox: Sandbox
  /** Folder that packages of toolchains are installed in. */
  readonly packages: string
}

/** A toolchain as an agent: per attempt a sandbox and a gateway to its model, and nothing left of either afterwards. */
export function toolchainAgent(name: string, toolchain: Toolchain, options: ToolchainAgentOptions): Agent {
  const { sandbox, packages } = options
  const limiter = createLimiter(toolchain.concurrency ?? Number.POSITIVE_INFINITY)
  return {
    async missing() {
      const program = await findProgram(toolchain, packages)
      if (program === undefined) return missingProgram(name, toolchain)
      return (await sandbox.missing()) ?? missingKeySentence(name, toolchain, options)
    },
    async run(request) {
      const usage = { seconds: 0 }
      const program = await findProgram(toolchain, packages)
      const missing = program === undefined ? missingProgram(name, toolchain) : await sandbox.missing()
      if (program === undefined || missing !== undefined)
        return { kind: 'not-installed', detail: missing ?? '', usage }
      const detail = await missingKeySentence(name, toolchain, options)
      if (detail !== undefined) return { kind: 'model-unavailable', detail, usage }
      const onWait = () => request.onProgress(`waits: as many attempts of ${name} as may run are running`)
      const leave = await limiter.take(request.signal, { onWait }).catch(() => undefined)
      if (leave === undefined) return { ...stopped(request.signal), usage }
      try {
        return await runInSandbox(program, { toolchain, request, options })
      } finally {
        leave()
      }
    },
  }
}

interface Run {
  readonly toolchain: Toolchain
  readonly request: AgentRequest
  readonly options: ToolchainAgentOptions
}

async function runInSandbox(program: string, { toolchain, request, options }: Run): Promise<AgentResult> {
  const model = await openModelAccess(toolchain, request, options)
  try {
    const { command, spec } = await prepare(program, { toolchain, request, options }, model)
    const result = await runToEnd(
      () => launch(command, spec, options.sandbox),
      (launched) =>
        toolchain.kind === 'acp'
          ? runAcpAgent(launched, request, toolchain)
          : runCommandAgent(launched, request),
      AbortSignal.any([request.signal, model.spent]),
    )
    await model.close()
    const known = model.withUsage(result)
    // What starts a script has a version of its own.
    const agentVersion = basename(program) === 'node' ? undefined : await versionOf(program)
    return { ...known, usage: { ...known.usage, ...withoutUndefined({ agentVersion }) } }
  } finally {
    await model.close()
  }
}

/** Writes what the agent finds in its HOME; answers what starts it. */
async function prepare(program: string, { toolchain, request, options }: Run, { socket, url }: ModelAccess) {
  const { workTree, brief } = request
  const { sandbox, packages } = options
  const briefFile = join(workTree.home, 'brief.md')
  if (toolchain.kind === 'command') await writeFile(briefFile, brief)
  const fill = filler(toolchain, { workTree, gateway: url })
  const args = toolchain.command.slice(1).map((part) => fill(part).replaceAll('{brief}', briefFile))
  const command = [...(await startOf(program, packages)), ...args]
  const confined = sandbox.kind !== 'none'
  const environment = await attemptEnvironment(toolchain, { workTree, program, gateway: url, confined })
  const spec = {
    workTree,
    environment,
    readable: [
      ...(await readableFor([program, ...toolchain.command.slice(1)], packages)),
      ...(installedIn(workTree) ? await readableFolders() : []),
      ...(toolchain.readable ?? []),
    ],
    gatewaySocket: socket,
    limits: toolchain.limits ?? SandboxLimits.parse({}),
  }
  return { command, spec }
}
