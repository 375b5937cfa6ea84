import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createAppClient } from '../../../src/adapters/github/connection/app/create-app-client.ts'
import { golden } from '../../golden.ts'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const WAIT = { timeout: 60_000, interval: 50 }
const FILE = '.github/speculate.yml'
const WRONG = 'verifer:\n  checks: [test]\nattempt_minutes: soon\n'
const RIGHT = 'verifier:\n  checks: [test]\nattempt_minutes: 9\n'

let app: WholeApp
beforeAll(async () => {
  app = await aWholeApp({ isTold: true })
  await app.start()
})
afterAll(async () => {
  await app.close()
})

const checksOf = (commit: string) => app.repository().checkRuns.filter(({ headSha }) => headSha === commit)

async function checkOf(commit: string) {
  await expect.poll(() => checksOf(commit).length, WAIT).toBe(1)
  return checksOf(commit)[0] ?? expect.unreachable()
}

it('mistakes of pushed settings are told on that commit, at their lines', async () => {
  const wrong = await checkOf(await app.stage.push('settings', FILE, WRONG))
  const right = await checkOf(await app.stage.push('settings', FILE, RIGHT))
  const acting = await checkOf(await app.stage.commitToMain(FILE, RIGHT))
  const told = [wrong, right, acting].map(({ name, conclusion, output, annotations }) => {
    const lines = annotations.map(
      ({ path, startLine, title, message }) => `- ${path}:${startLine} ${title}: ${message}`,
    )
    return [`## ${name}: ${conclusion}`, `### ${output.title}`, output.summary, ...lines].join('\n\n')
  })
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(golden())
})

it('they are told once, however often GitHub delivers the push, and nothing is said of other pushes', async () => {
  const other = await app.stage.push('settings', 'a.txt', 'x\n')
  const commit = await app.stage.push('settings', FILE, WRONG)
  const first = structuredClone(await checkOf(commit))
  const pushes = app.stage.github.state.deliveries.filter(({ event }) => event === 'push')
  const last = pushes.at(-1) ?? expect.unreachable()
  const client = createAppClient(app.stage.credentials, { baseUrl: app.stage.github.apiUrl, pacing: 'none' })
  const again = 'POST /app/hook/deliveries/{delivery_id}/attempts'
  for (let times = 0; times < 2; times += 1) await client.request(again, { delivery_id: last.id })
  // What comes after it has been done after it.
  await checkOf(await app.stage.push('settings', FILE, RIGHT))
  expect(checksOf(commit)).toEqual([first])
  expect(checksOf(other)).toEqual([])
})
