import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import { BASE } from '../story.ts'

/** What GitHub knows of a repository in use. */
export function aRepository(overrides: Partial<Snapshot['repository']> = {}): Snapshot['repository'] {
  return {
    nodeId: 'R_1',
    name: { owner: 'acme', repo: 'payments' },
    isArchived: false,
    isPrivate: false,
    defaultBranch: 'main',
    defaultBranchHead: BASE,
    ...overrides,
  }
}
