import { expect, it } from 'vitest'
import { withItsDrafts } from '../../../src/commands/rebuild/restored-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const { plan, ...rest } = aSpeculation()
const found = (candidates: readonly string[]) => ({
  ...{ id: rest.id, run: rest.run, issue: rest.issue, startedAt: NOW },
  drafts: candidates.map((candidate, place) => ({
    ...{ speculation: rest.id, candidate, branch: `speculate/1.1/${candidate}` },
    ...{ number: place + 2, createdAt: NOW },
  })),
  ...{ board: undefined, boards: [], end: undefined },
})

it('of a run that had asked a toolchain about its issue, who has a draft competes, with the strategy that it had', () => {
  const single = { ...plan, briefs: plan.briefs.slice(0, 1) }
  const classifying = { toolchain: 'codex', boxes: ['bounded' as const], several: plan }
  const ids = plan.briefs.map(({ id }) => id)
  const checklist = { work: { kind: 'ordinary' as const }, boxes: [] }
  const classification = { checklist, route: 'single' as const, isFollowed: true }
  const asked = { ...rest, classification, plan: { ...single, classifying } }
  const restored = withItsDrafts(found(ids), asked)
  expect(restored).toEqual({ ...rest, plan })
})
