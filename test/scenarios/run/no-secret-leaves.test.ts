import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRunner } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { plainGit } from '../../adapters/git/sample-repository.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp, WEBHOOK_SECRET } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 600_000 })

const WAIT = { timeout: 300_000, interval: 300 }
const NAMED = 'SPECULATE_TEST_NAMED_BY_THE_OPERATOR'
const VALUE = 'correct-horse-battery-staple'
/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
const ENCODED = Buffer.from(`value: ${VALUE}`).toString('base64').slice(0, 32)
const CI =
  'on: pull_request\njobs: { unit: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: "cat fixed.js; exit 1" }] } }\n'

let stage: EmbeddedStage
let directory: string
let app: Speculate | undefined
const logged: string[] = []

beforeEach(async () => {
  vi.stubEnv(NAMED, VALUE)
  directory = await temporaryFolder()
  stage = await startEmbeddedStage({ runner: createRunner() })
  await stage.commitToMain('.github/speculate.yml', 'verifier: { checks: [unit] }\n')
  await stage.commitToMain('.github/workflows/ci.yml', CI)
})
afterEach(async () => {
  await app?.close()
  await stage.close()
  vi.unstubAllEnvs()
  logged.length = 0
})

const SAYS = `echo "$${NAMED} ${TOKEN} $(printf 'value: %s' "$${NAMED}" | base64) $HOME"`
const LEAKS = [WEBHOOK_SECRET, VALUE, TOKEN, ENCODED]

/** What an agent says, and what ends it; the last words are made public by each. */
it.each([
  ['its last words before a crash', `${SAYS} >&2; ${SAYS}; exit 3`],
  [
    'its report',
    `echo 'export const x = 1' > fixed.js; mkdir -p .speculate; printf '{"rationale":"%s","risks":["%s"]}' "$(${SAYS})" "$(${SAYS})" > .speculate/report.json; ${SAYS}`,
  ],
  ['its patch', `${SAYS} > fixed.js`],
  ['the name of a file', `echo 1 > "$${NAMED}.js"`],
])(
  'T13, S1: a secret in %s leaves in no comment, description, commit, row, trace or log',
  async (_, script) => {
    const toolchain = { ...shellToolchain(script), environment: [NAMED] }
    const number = await stage.openIssue({ title: `Fix it ${TOKEN}`, body: `It holds ${TOKEN}.` })
    await stage.label(number, TRIGGER_LABEL)
    app = await startApp(stage, {
      directory,
      toolchain,
      log: (message) => logged.push(message),
      observe: (event) => logged.push(JSON.stringify(event)),
    })
    const running = app
    const run = () => running.store.latestSpeculation({ ...stage.repository, number })
    await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
    const found = (await run()) ?? expect.unreachable()
    const { comments, issues } = stage.github.state.repositories[0] ?? expect.unreachable()
    const left = JSON.stringify([
      comments,
      issues.filter((issue) => issue.number !== number),
      found.verdict,
      await running.store.attempts(found.id),
      await running.store.auditLog(found.id),
      await running.store.journalOf(found.id),
      await running.store.traces(found.id),
      await filesIn(join(directory, 'traces')),
      logged,
      await published(),
    ])
    expect(LEAKS.filter((leak) => left.includes(leak))).toEqual([])
    // The run has really said what it was told to say.
    expect(left).toContain('[redacted]')
    expect(left).not.toContain(directory)
  },
)

it('T13: a refusal quotes a setting without the secret in it', async () => {
  await stage.commitToMain('.github/speculate.yml', `verifier: { checks: [unit] }\n${VALUE}: true\n`)
  const number = await stage.openIssue({ title: 'Fix it', body: 'It pays twice.' })
  await stage.label(number, TRIGGER_LABEL)
  const toolchain = { ...shellToolchain('true'), environment: [NAMED] }
  app = await startApp(stage, { directory, toolchain, log: (message) => logged.push(message) })
  const said = () => stage.github.state.repositories[0]?.comments.map(({ body }) => body).join() ?? ''
  await expect.poll(said, WAIT).toContain('The configuration has')
  expect(said()).toContain('[redacted]')
  expect(said() + logged.join()).not.toContain(VALUE)
})

it('S1: a run ends also where a variable has the name of the repository as its value', async () => {
  vi.stubEnv(NAMED, 'payments')
  const toolchain = { ...shellToolchain(`echo "$${NAMED}"; echo 1 > fixed.js`), environment: [NAMED] }
  const number = await stage.openIssue({ title: 'Fix it', body: 'It pays twice.' })
  await stage.label(number, TRIGGER_LABEL)
  app = await startApp(stage, { directory, toolchain, log: (message) => logged.push(message) })
  const { store } = app
  const run = () => store.latestSpeculation({ ...stage.repository, number })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  expect(await run()).toMatchObject({ id: `acme/payments#${number}.1`, issue: stage.repository })
  expect(logged).toEqual([])
})

/** Every commit of every branch, with what it changes. */
async function published(): Promise<string> {
  const clone = await temporaryFolder()
  await plainGit(clone, 'clone', '--quiet', '--mirror', `${stage.github.url}/acme/payments.git`, '.')
  return plainGit(clone, 'log', '--all', '--patch')
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
}
