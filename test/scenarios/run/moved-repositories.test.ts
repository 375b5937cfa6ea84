import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
const SETTINGS = 'verifier:\n  checks: [test]\n'
const WAIT = { timeout: 100_000, interval: 200 }

let stage: EmbeddedStage
let directory: string
let app: Speculate
const logged: string[] = []

/** No webhook ever arrives: what happens is found by looking. */
beforeEach(async () => {
  directory = await temporaryFolder()
  stage = await startEmbeddedStage()
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
})
afterEach(async () => {
  await app.close()
  await stage.close()
  logged.length = 0
})

async function start() {
  const toolchain = shellToolchain('echo "export const fixed = true" > fixed.js')
  app = await startApp(stage, { directory, toolchain, log: (message) => logged.push(message) })
}

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

const drafts = () => repository().issues.filter(isPullRequest)
function ownApp() {
  const [own] = stage.github.state.apps.slice(-1)
  if (!own) throw new Error('there is no App')
  return own
}
const former = () => ({ owner: stage.repository.owner, name: stage.repository.repo })
const runOf = (owner: string, repo: string) => app.store.latestSpeculation({ owner, repo, number: 1 })

async function draftsOfLabelledIssue(): Promise<void> {
  const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
  await stage.label(number, TRIGGER_LABEL)
  await start()
  await expect.poll(() => drafts().length, WAIT).toBe(3)
}

const MOVES: readonly [string, string, string, boolean][] = [
  ['renamed', 'acme', 'billing', false],
  ['renamed while the app is stopped', 'acme', 'billing', true],
  ['transferred to an owner who has the App', 'globex', 'payments', false],
]

it.each(MOVES)(
  'O16: the run of a repository that is %s goes on there, once',
  async (_how, owner, name, stops) => {
    await draftsOfLabelledIssue()
    if (owner !== 'acme') {
      await stage.github.admin.createUser(owner)
      await stage.github.admin.installApp(ownApp().id, owner, [])
    }
    if (stops) await app.close()
    await stage.github.admin.moveRepository(former(), { owner, name })
    if (stops) await start()
    await expect.poll(async () => (await runOf(owner, name))?.id, WAIT).toBe('acme/payments#1.1')
    for (const { pull } of drafts())
      await stage.report(pull.head.sha, { kind: 'status', name: 'test', conclusion: 'success' })
    await expect.poll(async () => (await runOf(owner, name))?.settledAt, WAIT).toBeDefined()
    expect((await runOf(owner, name))?.run).toBe(1)
    expect(await runOf('acme', 'payments')).toBeUndefined()
    expect(drafts().length).toBe(3)
    const boards = repository().comments.filter(({ issue }) => issue === 1)
    expect(boards.length).toBe(1)
    expect(logged.join('\n')).toContain(`acme/payments is called ${owner}/${name} now`)
  },
)

it('O16: a run of another repository that has taken the former name gets an id of its own', async () => {
  await draftsOfLabelledIssue()
  await app.close()
  await stage.github.admin.moveRepository(former(), { name: 'billing' })
  await stage.github.admin.createRepository({ ...former(), source: { directory: import.meta.dirname } })
  await stage.github.admin.setCollaborator(former(), 'maya', 'write')
  await stage.github.admin.installApp(ownApp().id, 'acme', [former().name])
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  await stage.label(await stage.openIssue({ title: 'Mend it', body: 'Do.' }), TRIGGER_LABEL)
  await start()
  await expect.poll(async () => (await runOf('acme', 'payments'))?.id, WAIT).toBe('acme/payments#1.2')
  expect((await runOf('acme', 'billing'))?.id).toBe('acme/payments#1.1')
})
