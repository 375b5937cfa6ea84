import { setTimeout as pause } from 'node:timers/promises'
import { Octokit } from '@octokit/rest'
import type { Repository } from '@speculate-dev/embedded-github'
import { createRunner } from '@speculate-dev/embedded-github'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { anApp } from '../worlds/an-app.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

let stage: EmbeddedStage
let directory: string

beforeAll(async () => {
  stage = await startEmbeddedStage({ runner: createRunner() })
  directory = await temporaryFolder()
})
afterAll(async () => {
  await stage.close()
})

const CI = `on: pull_request
jobs:
  test: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: 'for n in $(seq 14); do echo "::notice::n $n"; done; test -f fixed.js' }] }
`
const SETTINGS = 'speculation:\n  vote_threshold: 0.6\nverifier:\n  checks: [test]\n'
const MANY = 130
const FILES = 105

describe('more than one page', () => {
  it('of everything: comments, reviews, label events, acts on a pull request, checks, statuses, files and commits', async () => {
    await stage.commitToMain('.github/workflows/ci.yml', CI)
    await stage.commitToMain('.github/speculate.yml', SETTINGS)
    const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
    const issue = { ...stage.repository, number }
    const { wake, store, waits } = anApp({ stage, directory }, issue)
    await stage.label(number, TRIGGER_LABEL)
    const pullRequest = await anEntrant()
    await stage.comment(number, `/speculate enter #${pullRequest}`, 'maya')
    const page = pages(repository(), { issue: number, pullRequest })
    page.comments(number)
    page.labelEvents()
    page.comments(pullRequest)
    page.reviews()
    page.acts()
    page.checks()
    page.statuses()
    // GitHub gives times in whole seconds: what the app writes is to be newer than all of these, or it has to look at them again.
    await pause(1_100)
    await expect
      .poll(
        async () => {
          await wake()
          return (await store.latestSpeculation(issue))?.settledAt
        },
        { timeout: 120_000, interval: 300 },
      )
      .toBeDefined()

    const run = await store.latestSpeculation(issue)
    const id = `pr-${pullRequest}`
    expect(run?.verdict?.scoreboard.rows.map(({ reason }) => reason).join()).not.toContain('does not pass')
    expect(run?.verdict?.decision).toMatchObject({ kind: 'promote', candidate: id })
    expect(run?.verdict?.scoreboard.rows[0]?.files).toHaveLength(FILES + 1)
    const facts = await stage.forge.facts({
      issue,
      candidates: [{ candidate: id, branch: `pull/${pullRequest}/head`, pullRequest }],
      outputsOf: ['test'],
    })
    const pull = facts?.candidates[0]?.pullRequest
    expect(pull?.events).toHaveLength(MANY)
    expect(pull?.observationsComplete).toBe(true)
    expect(pull?.observations.length).toBeGreaterThanOrEqual(2 * MANY)
    const job = pull?.observations.find((one) => one.kind === 'check-run' && one.name === 'test')
    expect(job?.kind === 'check-run' && job.annotations.length).toBeGreaterThanOrEqual(14)
    const ours = repository().comments.filter(({ author }) => author === stage.login)
    expect(ours.map((one) => one.issue).sort((a, b) => a - b)).toEqual([number, pullRequest])

    await wake()
    waits.length = 0
    const before = stage.sent.length
    await wake()
    const sent = stage.sent.slice(before)
    // One query for all, and what may still change of the checks of a promotion: their second and third hundred.
    expect(sent.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      ...Array(3).fill('POST /api/graphql'),
    ])
    expect(waits).toEqual([])
  })
})

/** Of one file more than a page shows, in many commits; only the last of them is looked at by a job. */
async function anEntrant(): Promise<number> {
  const { owner, repo } = stage.repository
  const { token } = await stage.github.admin.createUser('maya')
  const { git } = new Octokit({ auth: token, baseUrl: stage.github.apiUrl }).rest
  const main = (await git.getRef({ owner, repo, ref: 'heads/main' })).data.object.sha
  const content = 'export const fixed = true\n'
  const paths = ['fixed.js', ...Array.from({ length: FILES }, (_, n) => `data/part-${n}.txt`)]
  const tree = await git.createTree({
    owner,
    repo,
    base_tree: (await git.getCommit({ owner, repo, commit_sha: main })).data.tree.sha,
    tree: paths.map((path) => ({ path, mode: '100644' as const, type: 'blob' as const, content })),
  })
  let head = main
  for (let n = 0; n < FILES; n += 1) {
    const commit = { owner, repo, message: `Step ${n}`, tree: tree.data.sha, parents: [head] }
    head = (await git.createCommit(commit)).data.sha
  }
  await git.createRef({ owner, repo, ref: 'refs/heads/work/fix', sha: head })
  return stage.openPullRequest('work/fix')
}

function repository(): Repository {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

/** Puts a hundred and more of each kind there, as if they had been made one by one. */
function pages(state: Repository, on: { issue: number; pullRequest: number }) {
  const { context } = stage.github
  const ids = { next: () => context.state.nextId++ }
  const appId = context.state.apps.at(-1)?.id ?? 0
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const head = state.issues.find(({ number }) => number === on.pullRequest)?.pull?.head.sha ?? ''
  const many = <T>(make: (n: number) => T) => Array.from({ length: MANY }, (_, n) => make(n))
  return {
    comments: (issue: number) =>
      state.comments.push(
        ...many((n) => ({
          ...{ id: ids.next(), issue, author: 'stranger', viaApp: null, body: `me too ${n}` },
          ...{ createdAt: at, updatedAt: at, lastEditedAt: null },
        })),
      ),
    labelEvents: () =>
      state.timeline.push(
        ...many((n) => ({
          ...{ id: ids.next(), issue: on.issue, actor: 'stranger', viaApp: null, createdAt: at },
          kind: n % 2 === 0 ? ('labeled' as const) : ('unlabeled' as const),
          label: { name: 'noise', color: 'ffffff' },
        })),
      ),
    acts: () =>
      state.timeline.push(
        ...many((n) => ({
          ...{ id: ids.next(), issue: on.pullRequest, actor: 'maya', viaApp: null, createdAt: at },
          kind: n % 2 === 0 ? ('closed' as const) : ('reopened' as const),
        })),
      ),
    reviews: () =>
      state.reviews.push(
        ...many((n) => ({
          ...{
            id: ids.next(),
            issue: on.pullRequest,
            author: 'stranger',
            viaApp: null,
            state: 'COMMENTED' as const,
          },
          ...{ body: `read ${n}`, commit: head, submittedAt: at },
        })),
      ),
    statuses: () =>
      state.statuses.push(
        ...many((n) => ({
          ...{ id: ids.next(), sha: head, context: `lane ${n}`, state: 'success' as const, creator: 'maya' },
          ...{ description: null, targetUrl: null, createdAt: at },
        })),
      ),
    checks: () => {
      const suiteId = ids.next()
      const ended = { status: 'completed' as const, conclusion: 'success' as const }
      state.checkSuites.push({
        ...{ id: suiteId, appId, headSha: head, headBranch: 'work/fix', pullRequests: [on.pullRequest] },
        ...{ ...ended, workflowRunId: null, createdAt: at, updatedAt: at },
      })
      state.checkRuns.push(
        ...many((n) => ({
          ...{ id: ids.next(), suiteId, appId, name: `scan ${n}`, headSha: head, externalId: '', ...ended },
          ...{ startedAt: at, completedAt: at, detailsUrl: '', annotations: [] },
          output: { title: null, summary: null, text: null },
        })),
      )
    },
  }
}
