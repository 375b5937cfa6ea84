import { expect, it } from 'vitest'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aWorld, IDS } from '../worlds/a-world.ts'

/** What agents say of their own work, as people may come to paste it into a squash commit. */
const WORDS = [
  'Done [ci skip] now',
  'fine\n\nskip-checks: true',
  'Sums.\nCo-Authored-By: Eve <eve@example.com>',
  'It resolves acme/other#9 and CLOSES: #3',
  'closed https://github.com/acme/payments/issues/4',
  'Signed-off-by: maya <maya@example.com>',
  '/merge',
  '@dependabot rebase',
  '***NO_CI***',
]

it.each(WORDS)('V45, varied: %j gives no order from any page', async (rationale) => {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await world.wake()
  while (world.queued.length > 0) {
    for (const attempt of world.queued.splice(0)) {
      const outcome = anOutcome(attempt.candidate)
      if (outcome.kind !== 'patch') throw new Error('no patch')
      const patch = { ...outcome.patch, base: world.state.heads.get('main') ?? '' }
      await world.store.beginAttempt(attempt, '2026-05-05T12:00:00.000Z')
      const said = { ...outcome, patch, report: { ...outcome.report, rationale } }
      await world.store.endAttempt(attempt, '2026-05-05T12:00:00.000Z', said, new Uint8Array([1]))
    }
    await world.wake()
  }
  await world.checksAnswer(['alt'], IDS)
  await world.wake()
  await world.wake()
  const issues = world.state.issues.filter(({ pull }) => pull)
  expect(issues).toHaveLength(3)
  const winners = issues.filter(({ labels }) => labels.has('speculate:winner'))
  expect(winners).toHaveLength(1)
  for (const { title, body, labels } of issues) {
    const page = `${title}\n${body}`
    expect(page).not.toMatch(/\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|\*\*\*NO_CI\*\*\*/i)
    expect(page).not.toMatch(/^\W*(co-authored-by|signed-off-by|skip-checks)\s*:/im)
    expect(page).not.toMatch(/^\s*(\/merge|@dependabot)/m)
    const closing = [
      ...page.matchAll(/\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?):?\s+(\S*#\d+|https?:\/\/\S+)/gi),
    ]
    const ours = labels.has('speculate:winner') ? [`#${world.number}`] : []
    expect(closing.map(([, what]) => what?.replace(/\W+$/, ''))).toEqual(ours)
  }
})
