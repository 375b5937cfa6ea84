import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository, type Story } from '../worlds/counted/a-busy-repository.ts'

const NAME = { owner: 'acme', name: 'payments' }

/** The repository, or the App in it, is of no use for a while: what is said then, and once it is over. */
let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository()
})
afterAll(() => repository.close())

const archived = (isArchived: boolean) => repository.stage.github.admin.setArchived(NAME, isArchived)
const suspended = (isSuspended: boolean) =>
  repository.stage.github.admin.setSuspended(repository.stage.credentials.appId, NAME.owner, isSuspended)

/** Its plan is there, and no agent has begun. */
const planned = async (run: Story) => {
  await repository.stage.label(run.number, 'speculate')
  await repository.stage.github.webhooksDelivered()
  await repository.steps.step()
}
const begun = (run: Story) => run.begun()
const decided = (run: Story) => run.decided()

it.each([
  ['archived before any agent has begun', planned, archived],
  ['archived while drafts are judged', begun, archived],
  ['archived once a winner is promoted', decided, archived],
  ['suspended while drafts are judged', begun, suspended],
])('away and back: %s', async (_, until, away) => {
  const { settle, passTime, logged } = repository
  const run = await repository.story()
  await until(run)
  run.told()
  const before = logged.length
  await away(true)
  await settle()
  await passTime(30_000)
  const meanwhile = `${run.told()}\n# The log\n\n${linesAbout(run.number, logged.slice(before))}`
  await run.act(() => away(false))
  const back = run.told()
  if (!(await run.run())?.verdict) await run.end({ near: 'success', far: 'failure' })
  const told = `${meanwhile}\n# It is over\n\n${back}\n# The checks end\n\n${run.told()}`
  await expect(told).toMatchFileSnapshot(golden())
})

/** Of all that runs on other issues have said alike, once. */
function linesAbout(issue: number, logged: readonly string[]): string {
  const own = `acme/payments#${issue}`
  const lines = logged.filter((line) => !line.startsWith('acme/') || line.startsWith(own))
  return [...new Set(lines)].map((line) => `- ${line.replaceAll(own, '‹the issue›')}\n`).join('')
}
