import { machineObstacle } from '../adapters/git/machine-obstacle.ts'
import type { Sandbox } from '../adapters/sandbox/sandbox.ts'
import type { Agent } from '../ports/agent.ts'
import { type Check, fail, ok, warn } from './check.ts'

/** Git, and a folder that can be written to. */
export function checkWorkspace(folder: string): Check {
  return async () => {
    const obstacle = await machineObstacle(folder)
    if (obstacle === undefined) return [ok('git and workspace', 'git runs, and DATA_DIR can be written')]
    return [fail('git and workspace', 'nobody can work on this machine', obstacle)]
  }
}

/** `isNeeded` where agents run on this machine at all. */
export function checkSandbox(sandbox: Sandbox, isNeeded: boolean): Check {
  return async () => {
    if (!isNeeded) return []
    const missing = await sandbox.missing()
    if (missing !== undefined) return [fail('sandbox', 'agents cannot be confined', missing)]
    if (sandbox.kind === 'bubblewrap') return [ok('sandbox', 'bubblewrap confines each attempt')]
    const says = 'none: agents run with the rights of the server (SPECULATE_HOST_IS_DISPOSABLE)'
    return [warn('sandbox', says, 'That is only for a machine that is thrown away afterwards.')]
  }
}

interface Agents {
  readonly named: readonly string[]
  /** Undefined for one that runs on GitHub. */
  agent(name: string): Pick<Agent, 'missing'> | undefined
}

/** Whether each agent could be started: its program, its sandbox, its key. */
export function checkAgents({ named, agent }: Agents): Check {
  return async () => {
    if (named.length === 0)
      return [
        warn(
          'toolchains',
          'none is configured',
          'Name the agents in toolchains.yml; `speculate toolchains` lists what there is.',
        ),
      ]
    return Promise.all(
      named.map(async (name) => {
        const missing = await agent(name)?.missing()
        const of = `toolchain ${name}`
        return missing === undefined ? ok(of, 'can be started') : warn(of, 'cannot be started', missing)
      }),
    )
  }
}
