import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import { anIssue } from '../issue/issue.ts'
import { aRepository } from '../issue/repository.ts'
import { NOW } from '../story.ts'

/** A labelled issue of which no run has begun. */
export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    now: NOW,
    issue: anIssue(),
    repository: aRepository(),
    candidates: [],
    toolchains: ['scripted'],
    speculation: undefined,
    attempts: [],
    beginning: undefined,
    ...overrides,
  }
}
