import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runHere } from '../../commands/run-here.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })
const SETTINGS = 'speculation: { vote_threshold: 0.5 }\nverifier: { checks: [ci] }\n'
const WAIT = { timeout: 120_000, interval: 200 }

let app: WholeApp
beforeAll(async () => {
  app = await aWholeApp()
  await app.stage.commitToMain('.github/speculate.yml', SETTINGS)
})
afterAll(async () => {
  await app.close()
})

const database = () => join(app.directory, 'database')
/** Of one issue the third does not come to an end while there is a folder `held`. */
const toolchain = () =>
  shellToolchain(
    `b=$(cat); h="${app.directory}/held"; case "$b" in *"Hold it"*) [ ! -d $h ] || mkdir $h/1 || mkdir $h/2 || sleep 600;; esac; ` +
      'echo "export const fixed = true" > fixed.js',
  )
const draftsOf = (issue: number) =>
  app.drafts().filter(({ pull }) => pull.head.ref.startsWith(`speculate/${issue}.`))
const settled = (issue: number) =>
  expect.poll(async () => (await app.run(issue))?.settledAt, WAIT).toBeDefined()

async function report(issue: number, conclusion: 'success' | 'failure') {
  for (const { pull } of draftsOf(issue))
    await app.stage.report(pull.head.sha, { kind: 'status', name: 'ci', conclusion })
}

async function decide(issue: number, conclusion: 'success' | 'failure'): Promise<void> {
  await expect.poll(() => draftsOf(issue).length, WAIT).toBe(3)
  await report(issue, conclusion)
  await settled(issue)
}

/** What GitHub shows of an issue and of its pull requests. */
function shown(issue: number) {
  const { issues, comments } = app.repository()
  const numbers = [issue, ...draftsOf(issue).map(({ number }) => number)]
  return numbers.map((number) => {
    const one = issues.find((each) => each.number === number)
    const said = comments.filter((comment) => comment.issue === number).map(({ id, body }) => ({ id, body }))
    const { title, body, state, labels } = one ?? expect.unreachable()
    const pull = one && isPullRequest(one) ? { head: one.pull.head, draft: one.pull.draft } : undefined
    return structuredClone({ number, title, body, state, labels, said, pull })
  })
}

async function rebuild(...args: string[]) {
  const toolchains = join(app.directory, 'toolchains.yml')
  await writeFile(toolchains, 'toolchains:\n  writer: { kind: command, command: [sh, -c, "true"] }\n')
  const { appId, privateKey } = app.stage.credentials
  const env = {
    ...{ APP_ID: String(appId), PRIVATE_KEY: privateKey, PRIVATE_KEY_PATH: '', DATABASE_URL: '' },
    ...{ DATA_DIR: database(), TOOLCHAINS_FILE: toolchains, GITHUB_API_URL: app.stage.github.apiUrl },
  }
  return runHere(['rebuild', ...args], { env })
}

it('a lost store is restored from GitHub: what was decided stays as it is, and what was going on ends as it should', async () => {
  await mkdir(join(app.directory, 'held'))
  const promoted = await app.labelledIssue()
  const escalated = await app.labelledIssue()
  const edited = await app.labelledIssue()
  const open = await app.labelledIssue('Hold it')
  const withPeople = await app.labelledIssue()
  await app.start({ toolchain: toolchain() })
  await decide(promoted, 'success')
  await decide(escalated, 'failure')
  await expect
    .poll(() => [edited, open, withPeople].map((issue) => draftsOf(issue).length), WAIT)
    .toEqual([3, 2, 3])
  await app.stage.comment(withPeople, '/speculate hold', 'maya')
  await expect.poll(async () => (await app.run(withPeople))?.commands, WAIT).toHaveLength(1)
  await app.stop()
  const forged = await app.stage.openIssue({ title: 'Mine', body: 'Do.' })
  await app.stage.comment(
    forged,
    `<!-- speculate:scoreboard acme/payments#${forged}.1 -->\n## Speculation on #${forged}: \`minimal-change\` is promoted`,
    'maya',
  )
  const maya = await app.asOwner()
  await maya.rest.issues.update({ ...app.stage.repository, issue_number: edited, body: 'Do something else.' })
  await rm(database(), { recursive: true })
  await rm(join(app.directory, 'held'), { recursive: true })
  const before = [promoted, escalated].map(shown)
  const drafts = draftsOf(open).map(({ number, pull }) => [number, pull.head.sha])

  const dry = await rebuild('--dry-run')
  expect(dry).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing was written') })
  const { stdout, stderr, exitCode } = await rebuild()
  expect({ stdout, stderr, exitCode }).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: expect.stringMatching(
      new RegExp(
        [
          `^acme/payments#${promoted}\\.1: [a-z-]+ was promoted`,
          `acme/payments#${escalated}\\.1: ended without a winner`,
          `acme/payments#${edited}\\.1: ends, and a human is told .*: it would be refused today \\(edited-after-labelling\\)`,
          `acme/payments#${open}\\.1: goes on with 2 of its drafts as they are; 1 to be written again`,
          `acme/payments#${withPeople}\\.1: goes on with 3 of its drafts as they are; 0 to be written again`,
          '5 runs of 1 repository',
        ].join('\n'),
      ),
    ),
  })
  expect((await rebuild()).stdout.match(/is in the database already/g)).toHaveLength(5)
  expect([promoted, escalated].map(shown)).toEqual(before)

  await app.start({ toolchain: toolchain() })
  await expect.poll(() => draftsOf(open).length, WAIT).toBe(3)
  await report(open, 'success')
  await report(withPeople, 'success')
  await settled(open)
  await settled(edited)
  await settled(withPeople)
  expect((await app.run(withPeople))?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'held' })
  const [issue, ...left] = shown(edited)
  const labels = app.repository().labels.filter(({ id }) => issue?.labels.includes(id))
  expect(labels.map(({ name }) => name)).toContain('speculate:escalated')
  expect(issue?.said.map(({ body }) => body)).toEqual([
    expect.stringContaining('database of this app was lost'),
  ])
  expect(left.map(({ state }) => state)).toEqual(['open', 'open', 'open'])
  expect((await app.run(open))?.verdict?.decision.kind).toBe('promote')
  expect(draftsOf(open).map(({ number, pull }) => [number, pull.head.sha])).toEqual([
    ...drafts,
    [expect.any(Number), expect.any(String)],
  ])
  const boards = app.repository().comments.filter(({ issue }) => issue === open)
  expect(boards).toHaveLength(1)
  expect([promoted, escalated].map(shown)).toEqual(before)
  await app.stop()

  const { stdout: verified } = await runHere(['audit', 'verify', '--data', database()])
  expect(verified.match(/entries verified/g)).toHaveLength(5)
  const exported = ['audit', 'export', '--run', `acme/payments#${open}.1`, '--root', app.directory]
  await runHere([...exported, '--data', database()])
  const log = await readFile(
    join(app.directory, `.nwave/speculative/acme.payments.${open}.1/audit.jsonl`),
    'utf8',
  )
  expect(JSON.parse(log.split('\n')[0] ?? '')).toMatchObject({ seq: 1, kind: 'rebuilt' })
})
