import { Attempt } from '../../../src/domain/candidate/attempt.ts'
import { speculationId } from '../../../src/domain/run/speculation.ts'
import { ISSUE, NOW } from '../story.ts'
import { anOutcome } from './outcome.ts'

/** It waits for an agent. */
export function aQueuedAttempt(candidate: string, overrides: Partial<Attempt> = {}): Attempt {
  return Attempt.parse({
    speculation: speculationId(ISSUE, 1),
    candidate,
    number: 1,
    toolchain: 'scripted',
    task: { kind: 'patch' },
    status: 'queued',
    queuedAt: NOW,
    ...overrides,
  })
}

/** Its agent is at work. */
export function aRunningAttempt(candidate: string, overrides: Partial<Attempt> = {}): Attempt {
  return aQueuedAttempt(candidate, { status: 'running', startedAt: NOW, ...overrides })
}

/** It has ended, in a patch if nothing else is said. */
export function anAttempt(candidate: string, overrides: Partial<Attempt> = {}): Attempt {
  return aRunningAttempt(candidate, {
    status: 'ended',
    endedAt: NOW,
    outcome: anOutcome(candidate),
    ...overrides,
  })
}
