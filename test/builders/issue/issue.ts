import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import { ISSUE, LABELLED_AT } from '../story.ts'

/** An open issue that a maintainer has labelled. */
export function anIssue(overrides: Partial<Snapshot['issue']> = {}): Snapshot['issue'] {
  return {
    ref: ISSUE,
    nodeId: 'I_12',
    title: 'Retry charges twice',
    body: 'It does.',
    author: 'maya',
    state: 'open',
    lastEditedAt: undefined,
    labels: ['speculate'],
    labelled: { actor: 'maya', actorType: 'User', at: LABELLED_AT },
    ownComments: [],
    ...overrides,
  }
}
