import type { Agents } from '../../adapters/agents/agents.ts'
import { type Finding, fail, ok } from '../../start-up/check.ts'
import { checkToolchain } from '../toolchains/check-toolchain.ts'
import type { Showing } from './examine-server.ts'

/** One small edit by each agent of this machine, with its real model. */
export async function askAgents(
  { named, agent }: Pick<Agents, 'named' | 'agent'>,
  { progress, signal }: Showing,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const name of named) {
    const asked = agent(name)
    // GitHub alone runs one of kind `workflow`; why one cannot be started is said already.
    if (asked === undefined || (await asked.missing()) !== undefined) continue
    progress.wait(`asking ${name} for a small edit`)
    const { problem, usage } = await checkToolchain({
      agent: asked,
      signal,
      onProgress: (line) => progress.wait(`asking ${name} for a small edit: ${line}`),
    })
    const of = `answer of ${name}`
    findings.push(
      problem === null
        ? ok(of, `it made the edit that it was asked for, in ${usage.seconds.toFixed(1)} s`)
        : fail(of, 'it did not make the edit that it was asked for', problem),
    )
  }
  return findings
}
