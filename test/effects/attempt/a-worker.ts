import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import type { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { type Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import type { SampleRepository } from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

/** Of the attempt that the worker takes. */
export const key = { speculation: aSpeculation().id, candidate: 'one', number: 1 }

export type Worker = ReturnType<typeof aWorker>

/** A worker with an empty store; its one toolchain is called `scripted`. */
export function aWorker({
  sample,
  dataDir,
}: {
  readonly sample: SampleRepository
  readonly dataDir: string
}) {
  const store = createMemoryStore()
  const logged: string[] = []
  const base = { branch: 'main', commit: sample.base }

  async function queue(changes: Pick<Attempt, 'grant'> = {}): Promise<void> {
    const task = { kind: 'patch' } as const
    await store.insertAttempt({
      ...{ ...key, toolchain: 'scripted', task, status: 'queued', queuedAt: NOW },
      ...changes,
    })
  }

  async function begin(attemptMinutes = 5): Promise<void> {
    const settings = { ...aSpeculation().settings, attempt_minutes: attemptMinutes }
    await store.insertSpeculation(aSpeculation({ base, settings }))
    await queue()
  }

  const contextWith = (toolchain: Toolchain): RunAttempt => ({
    store,
    workspace: createWorkspace({ dataDir }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.parse(NOW) },
    agents: createAgents(new Map([['scripted', toolchain]]), onThisHost),
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    log: (message) => logged.push(message),
    heartbeatMs: 20,
  })

  /** Nothing of the attempt is left on the disk. */
  async function outcomeOf(toolchain: Toolchain, { minutes = 5 } = {}): Promise<AttemptOutcome> {
    await begin(minutes)
    await runAttempt(contextWith(toolchain), key, new AbortController().signal)
    const [attempt] = await store.attempts(key.speculation)
    expect(attempt?.status).toBe('ended')
    expect(await readdir(join(dataDir, 'attempts')).catch(() => [])).toEqual([])
    return AttemptOutcome.parse(attempt?.outcome)
  }

  return { store, logged, base, queue, begin, contextWith, outcomeOf }
}
