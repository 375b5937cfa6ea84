import { expect, it, vi } from 'vitest'
import { aWholeApp, SETTINGS } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const WAIT = { timeout: 60_000, interval: 100 }

it('C1: GitHub tells of an issue that asks for a run, and of one that is on the critical path and becomes risky', async () => {
  const world = await aWholeApp({ isTold: true })
  await world.stage.commitToMain('.github/speculate.yml', `${SETTINGS}reviewers: [maya]\n`)
  // Nothing is found by looking: what is not told is not noticed.
  await world.start({ sweepMs: 3_600_000 })
  const { stage } = world
  const asking = await stage.openIssue({
    title: 'Charged twice',
    body: 'It is.\n\n```speculate\ndk_speculate: true\n```\n',
  })
  const triggerOf = async (number: number) => (await world.run(number))?.trigger
  await expect.poll(() => triggerOf(asking), WAIT).toMatchObject({ kind: 'text', actor: 'maya' })
  // What nobody asks for begins only where there is place for two attempts more.
  await expect.poll(() => world.drafts().length, WAIT).toBe(3)

  const { rest } = await world.asOwner()
  const here = { owner: stage.repository.owner, repo: stage.repository.repo }
  const first = await stage.openIssue({ title: 'First', body: 'Do.' })
  const last = await stage.openIssue({ title: 'Last', body: 'Do.' })
  const { data } = await rest.issues.get({ ...here, issue_number: first })
  await rest.issues.addBlockedByDependency({ ...here, issue_number: last, issue_id: data.id })
  await stage.label(last, 'risk:high')
  await expect
    .poll(() => triggerOf(last), WAIT)
    .toMatchObject({ kind: 'critical-path', risk: { level: 'high' }, place: { path: [first, last] } })
  expect(await triggerOf(first)).toBeUndefined()
  await world.close()
})
