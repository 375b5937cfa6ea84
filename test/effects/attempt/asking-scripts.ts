import { join } from 'node:path'
import { expect } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedStore } from '../../../src/adapters/redaction/redacted-store.ts'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import { createSampleRepository } from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { onThisHost, shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

interface Asked extends Pick<Attempt, 'candidate' | 'number' | 'task' | 'grant'> {
  readonly run?: Partial<Speculation>
  /** That has ended already. */
  readonly before?: Attempt | undefined
}

/** A repository, and a toolchain `thinker` that is asked about it: a shell script, with the brief on its standard input. */
export async function askingScripts() {
  const directory = await temporaryFolder()
  const sample = await createSampleRepository(directory)

  async function ask(script: string, { run, before, ...asked }: Asked) {
    const store = redactedStore(createMemoryStore(), createRedactor())
    const speculation = aSpeculation({ base: { branch: 'main', commit: sample.base }, ...run })
    await store.insertSpeculation(speculation)
    if (before?.outcome) {
      await store.insertAttempt({ ...before, outcome: undefined, status: 'queued' })
      await store.endAttempt(before, NOW, before.outcome, undefined)
    }
    const key = { speculation: speculation.id, candidate: asked.candidate, number: asked.number }
    await store.insertAttempt({ ...key, ...asked, toolchain: 'thinker', status: 'queued', queuedAt: NOW })
    const context: RunAttempt = {
      store,
      workspace: createWorkspace({ dataDir: join(directory, 'data') }),
      analysis: createAnalysis({ read: sharedReading }),
      clock: { now: () => Date.parse(NOW) },
      agents: createAgents(new Map([['thinker', shellToolchain(script)]]), onThisHost),
      forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
      log: () => undefined,
    }
    await runAttempt(context, key, new AbortController().signal)
    // What such an agent has changed is kept nowhere.
    expect(await store.bundle(key)).toBeUndefined()
    return (await store.attempts(key.speculation)).at(-1)?.outcome
  }

  return { directory, sample, ask }
}

/** The script of an agent that leaves this answer in `.speculate`. */
export function leaving(file: string, answer: unknown): string {
  return `mkdir .speculate && printf '%s' '${JSON.stringify(answer)}' > .speculate/${file}`
}

export function expectFailure(outcome: AttemptOutcome | undefined, failure: string, why: string): void {
  expect(outcome).toMatchObject({ kind: 'failure', failure, detail: expect.stringContaining(why) })
}
