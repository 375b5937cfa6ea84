import { expect, it } from 'vitest'
import { nextStep } from '../../../src/messages/scoreboard/scoreboard-summary.ts'
import { BRIEFS, rejected, view } from '../fixtures.ts'

const [A, B] = BRIEFS
const NO_DRAFT = { pullRequest: undefined, head: undefined, files: [] }

it.each(['nobody-passed', 'budget-spent'] as const)(
  'where no agent has left a patch (%s) there is nothing to take over',
  (cause) => {
    const decision = { kind: 'escalate', cause, reason: '…' } as const
    const taking = /take (?:one of them|what there is|over)/
    expect(nextStep(view([rejected(A), rejected(B, NO_DRAFT)], { decision }))).toMatch(taking)
    const none = nextStep(view([rejected(A, NO_DRAFT), rejected(B, NO_DRAFT)], { decision }))
    expect(none).not.toMatch(taking)
    expect(none).toContain('fix it by hand')
  },
)
