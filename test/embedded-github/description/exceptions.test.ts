import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PublishedCall } from '../../../packages/embedded-github/src/http/published-calls.ts'
import { botClient, repo, type Stage, setStage } from '../support.ts'
import { complaintsAboutCall } from './complaints.ts'
import { EXCEPTIONS, exceptionFor } from './exceptions.ts'

let stage: Stage
const calls: PublishedCall[] = []
const onCall = (call: unknown) => calls.push(call as PublishedCall)
beforeAll(async () => {
  stage = await setStage()
  subscribe('embedded-github:call', onCall)
})
afterAll(async () => {
  unsubscribe('embedded-github:call', onCall)
  await stage.close()
})

it('R14: each exception from what GitHub describes is still needed', async () => {
  const { id, privateKey } = stage.app
  await botClient(stage.github.apiUrl, { id, privateKey }).apps.listInstallations()
  await writeToMovedRepository()
  const needed = calls.flatMap(complaintsAboutCall).map(exceptionFor)
  expect(EXCEPTIONS.filter((one) => !needed.includes(one))).toEqual([])
})

it('every call and every delivery of every test is looked at', () => {
  expect(['call', 'delivery'].map((one) => channel(`embedded-github:${one}`).hasSubscribers)).toEqual([
    true,
    true,
  ])
})

async function writeToMovedRepository(): Promise<void> {
  await stage.github.admin.moveRepository({ owner: repo.owner, name: repo.repo }, { name: 'elsewhere' })
  await stage.maintainer.issues.create({ ...repo, title: 'Under the former name' })
}
