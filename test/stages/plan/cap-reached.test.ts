import { expect, it } from 'vitest'
import { Settings } from '../../../src/domain/settings.ts'
import { capReached } from '../../../src/stages/plan/cap-reached.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

it('E8: a run has room only where all have that may compete, whatever those say who are still to be asked', () => {
  const { plan } = aSpeculation()
  const single = { ...plan, briefs: plan.briefs.slice(0, 1) }
  const [proposing, boxes] = [{ toolchain: 'codex', candidates: 2, among: ['codex'] }, ['bounded' as const]]
  const asking = (several: typeof plan) => ({
    ...single,
    classifying: { toolchain: 'codex', boxes, several },
  })
  const refused = [
    single,
    { ...single, proposing },
    asking(plan),
    asking({ ...single, proposing }),
    asking(single),
  ].map((one) =>
    capReached(Settings.parse({ caps: { open_candidates: 10 } }), {
      plan: one,
      load: { openCandidates: 9, runsBegun: 0 },
      now: NOW,
    }),
  )
  expect(refused.map((refusal) => refusal?.kind)).toEqual([
    undefined,
    'no-room',
    'no-room',
    'no-room',
    undefined,
  ])
})
