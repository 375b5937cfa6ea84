import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository, type Story } from '../worlds/counted/a-busy-repository.ts'

let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository({ writes: farOnlyAtTheSecondAttempt })
})
afterAll(() => repository.close())

/** Of issues that are called so. */
const failing = new Set<number>()

function farOnlyAtTheSecondAttempt(candidate: string, issue: number, attempt: number) {
  if (failing.has(issue) && candidate === 'far' && attempt === 1) return undefined
  return { [`src/${candidate}-${issue}.js`]: 'export const add = (a, b) => a + b\n' }
}

/** What a person does, and what everybody is told then. */
async function lines(run: Story, acts: readonly (string | (() => Promise<unknown>))[]): Promise<string> {
  run.told()
  const told: string[] = []
  for (const act of acts) {
    await (typeof act === 'string' ? run.say(act) : act())
    told.push(`# ${typeof act === 'string' ? act : act.name}\n\n${run.told()}`)
  }
  return told.join('\n')
}

it('promote, hold, promote back and restore, by command', async () => {
  const run = await repository.story()
  await run.decided()
  const told = await lines(run, [
    '/speculate promote far',
    '/speculate hold',
    '/speculate promote near',
    '/speculate restore far',
    '/speculate why far',
  ])
  await expect(told).toMatchFileSnapshot(golden())
})

it('hold before the verdict, and promote afterwards, by command', async () => {
  const run = await repository.story()
  await run.begun()
  const checksPass = () => run.end({ near: 'success', far: 'success' })
  const told = await lines(run, ['/speculate hold', checksPass, '/speculate promote far'])
  await expect(told).toMatchFileSnapshot(golden())
})

it('retry of an agent that has failed, by command', async () => {
  const run = await repository.story()
  failing.add(run.number)
  await run.begun()
  const checksPass = () => run.end({ near: 'success', far: 'success' })
  const told = await lines(run, ['/speculate retry far', checksPass])
  await expect(told).toMatchFileSnapshot(golden())
})

it('retry of checks that have failed, by command', async () => {
  const run = await repository.story()
  await run.begun()
  const farFails = () => run.end({ far: 'failure' })
  const passesNow = () => run.end({ near: 'success', far: 'success' })
  const told = await lines(run, [farFails, '/speculate retry far', passesNow])
  await expect(told).toMatchFileSnapshot(golden())
})

it('enter a pull request of a person, by command', async () => {
  const { stage, checks } = repository
  const run = await repository.story()
  await run.begun()
  const branch = `mine-${run.number}`
  await stage.push(branch, `src/mine-${run.number}.js`, 'export const add = (a, b) => a + b\n')
  const mine = await stage.openPullRequest(branch)
  const checksPass = async () => {
    await checks.started()
    await checks.endJob(branch, 0)
    await checks.endRun(branch)
    await run.end({ near: 'failure', far: 'failure' })
  }
  const told = await lines(run, [`/speculate enter #${mine}`, checksPass])
  const alike = told
    .replaceAll(new RegExp(`(#|pr-|/pull/)${mine}\\b`, 'g'), '$1‹mine›')
    .replaceAll(new RegExp(`mine-${run.number}\\b`, 'g'), 'mine')
  await expect(alike).toMatchFileSnapshot(golden())
})

it('one candidate more, and the end of the run, by command', async () => {
  const run = await repository.story()
  await run.begun()
  const told = await lines(run, ['/speculate add "Keep a table."', '/speculate status', '/speculate cancel'])
  await expect(told).toMatchFileSnapshot(golden())
})

it('a run by command with every option', async () => {
  const run = await repository.story({ body: 'It does.' })
  const told = await lines(run, [
    '/speculate candidates=1 toolchain=writer stage=commit budget=$5',
    '/speculate cancel',
    '@speculate CANDIDATES=2',
  ])
  await expect(told).toMatchFileSnapshot(golden())
})

it('what is not known, not possible or not allowed, by command', async () => {
  const run = await repository.story()
  await run.begun()
  const asAStranger = () => run.say('/speculate cancel', { by: 'stranger' })
  const onADraft = () => run.say('/speculate why', { on: run.draftOf('far').number })
  const told = await lines(run, [
    '/speculate promot far',
    '/speculate promote far',
    '/speculate retry nobody',
    asAStranger,
    onADraft,
    '/speculate help',
  ])
  await expect(told).toMatchFileSnapshot(golden())
})

it('the buttons of the checks', async () => {
  const run = await repository.story()
  await run.decided()
  const promoteThis = () => run.press('far', 'promote')
  const other = await repository.story()
  await other.begun()
  const farFails = () => other.end({ far: 'failure' })
  const verifyAgain = () => other.press('far', 'verify')
  const byAStranger = () => other.press('far', 'cancel', 'stranger')
  const cancel = () => other.press('far', 'cancel')
  const told = `${await lines(run, [promoteThis])}\n${await lines(other, [farFails, verifyAgain, byAStranger, cancel])}`
  await expect(told).toMatchFileSnapshot(golden())
})
