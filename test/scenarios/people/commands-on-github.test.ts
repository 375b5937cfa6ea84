import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { golden } from '../../golden.ts'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })
const WAIT = { timeout: 120_000, interval: 100 }

let app: WholeApp
beforeAll(async () => {
  app = await aWholeApp({ isTold: true })
  await app.start()
})
afterAll(async () => {
  await app.close()
})

const REPLY = '<!-- speculate:reply '

const reactionsTo = (comment: number) =>
  app.repository().comments.find(({ id }) => id === comment)?.reactions ?? []

/** The command, how it was acknowledged, and the reply where there is one. */
async function say(issue: number, body: string, by: 'maya' | 'stranger', isAnswered = true): Promise<string> {
  const comment = await app.stage.comment(issue, body, by)
  await expect.poll(() => reactionsTo(comment).length, WAIT).toBe(1)
  const reply = () =>
    app.repository().comments.find((one) => one.body.startsWith(`${REPLY}${comment} -->`))?.body
  if (isAnswered) await expect.poll(reply, WAIT).toBeDefined()
  const said = isAnswered ? (reply() ?? '').split('\n').slice(1).join('\n').trim() : '(nothing more)'
  const [reaction] = reactionsTo(comment)
  return `### ${by}: ${body}\n\n${reaction?.content}\n\n${alike(said)}\n`
}

/** Without what is different each time. */
function alike(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{7,40}\b/g, 'COMMIT')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? UTC/g, 'TIME')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'GITHUB')
}

const decided = (issue: number) =>
  expect.poll(async () => (await app.run(issue))?.settledAt, WAIT).toBeDefined()

it('every command is acknowledged, and answered in words that can be read here', async () => {
  const issue = await app.stage.openIssue({ title: 'Fix it', body: 'Do.' })
  const told: string[] = []
  const hear = async (...said: Parameters<typeof say>) => void told.push(await say(...said))
  await hear(issue, '/speculate', 'stranger')
  await hear(issue, '/speculate status', 'maya')
  await hear(issue, '/speculate candidates=9', 'maya')
  await hear(issue, '/speculate help', 'maya')
  await hear(issue, '/speculate candidates=2', 'maya', false)
  await expect.poll(() => app.drafts().length, WAIT).toBe(2)
  await hear(issue, '/speculate', 'maya')
  await hear(issue, '/speculate add "Keep a table."', 'maya', false)
  await expect.poll(() => app.drafts().length, WAIT).toBe(3)
  const draftOf = (id: string) =>
    app.drafts().find(({ pull }) => pull.head.ref.endsWith(`/${id}`)) ?? expect.unreachable(id)
  await hear(issue, '/speculate status', 'maya')
  await hear(issue, '/speculate enter #2', 'maya')
  await hear(issue, '/speculate retry', 'maya')
  await hear(draftOf('refactor-heavy').number, '/speculate why', 'maya')
  await hear(issue, '/speculate cancel', 'maya', false)
  await decided(issue)
  await hear(issue, '/speculate cancel', 'maya')
  await hear(issue, '/speculate graft alt1', 'maya')
  await hear(issue, '/speculate restore alt1', 'maya', false)
  await hear(issue, '/speculate promote primary', 'maya', false)
  await hear(issue, '/speculate hold', 'maya')
  await expect(told.join('\n')).toMatchFileSnapshot(golden())
})
