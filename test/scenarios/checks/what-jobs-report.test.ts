import { createRunner } from '@speculate-dev/embedded-github'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { readContractInputs } from '../../../src/snapshot/read-contract-inputs.ts'
import { contractChecks } from '../../../src/stages/plan/contract/contract-checks.ts'
import { baseChecks } from '../../../src/stages/verify/base/base-checks.ts'
import { redOnBase } from '../../../src/stages/verify/base/red-on-base.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

/** Nothing is posted here: jobs run, and the app reads what GitHub Actions reports of them. */
const CI = '.github/workflows/ci.yml'
const open: EmbeddedStage[] = []

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000 })

afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close()
})

describe('a base that is red in one check', () => {
  const jobs = { broken: 'test ! -f README.md', test: 'test ! -f wrong.txt' }

  it('blames nobody for it and proves nobody by it', async () => {
    const { candidate, baseIsJudged } = await repositoryWith(workflow('[push, pull_request]', jobs))
    await baseIsJudged()
    const good = await candidate('good', { 'right.txt': 'yes\n' })
    const bad = await candidate('bad', { 'wrong.txt': 'no\n' })
    expect(await good.verdict()).toMatchObject({
      state: 'passed',
      reason: '1 of 2 required checks passed; the other one fails on the base too',
      checks: [
        { check: 'broken', verdict: 'failed', redOnBase: true },
        { check: 'test', verdict: 'passed' },
      ],
    })
    expect(await bad.verdict()).toMatchObject({
      state: 'failed',
      reason: '`test` failed',
      checks: [
        { check: 'broken', verdict: 'failed', redOnBase: true },
        { check: 'test', verdict: 'failed' },
      ],
    })
  })

  it('is known by the run for the push alone', async () => {
    const { candidate, baseIsJudged } = await repositoryWith(workflow('push', jobs))
    await baseIsJudged()
    const one = await candidate('one', { 'right.txt': 'yes\n' })
    // No workflow of the base names a job for pull requests, so that nobody is pinned.
    expect((await one.verdict()).checks).toMatchObject([
      { check: 'broken', redOnBase: true },
      { check: 'test' },
    ])
  })
})

describe('a check that fails without an annotation of its own', () => {
  it('V12: is told by the last words of its log', async () => {
    const jobs = { test: 'echo made by a bot; exit 1' }
    const { candidate } = await repositoryWith(workflow('pull_request', jobs))
    const one = await candidate('one', { 'a.txt': 'a\n' })
    expect((await one.verdict()).checks).toMatchObject([{ verdict: 'failed', detail: 'made by a bot' }])
  })
})

describe('how many tests a job ran', () => {
  it('is known from its log, of the base and of a candidate', async () => {
    const jobs = { test: "printf 'ℹ tests 3\\nℹ pass 2\\nℹ fail 0\\nℹ skipped 1\\n'" }
    const { candidate, baseIsJudged } = await repositoryWith(workflow('[push, pull_request]', jobs))
    await baseIsJudged()
    const one = await candidate('one', { 'a.txt': 'a\n' })
    expect((await one.verdict()).checks).toMatchObject([
      { verdict: 'passed', tests: { ran: 2, failed: 0, skipped: 1 }, testsOnBase: 2 },
    ])
  })
})

describe('a workflow that runs for the push and for the pull request', () => {
  it('is judged by the run for the pull request, though the other one passes', async () => {
    const script = 'test "$GITHUB_EVENT_NAME" = push'
    const { candidate } = await repositoryWith(workflow('[push, pull_request]', { test: script }))
    const one = await candidate('one', { 'a.txt': 'a\n' })
    expect(await one.runs()).toEqual(['pull_request failure', 'push success'])
    expect(await one.verdict()).toMatchObject({
      state: 'failed',
      checks: [{ verdict: 'failed', workflowRunId: one.runOf('pull_request').id }],
    })
  })

  it('is proved by the run for the pull request, and not by the other one', async () => {
    const { candidate } = await repositoryWith(workflow('[push, pull_request]', { test: 'true' }))
    const one = await candidate('one', { 'a.txt': 'a\n' })
    expect(await one.runs()).toEqual(['pull_request success', 'push success'])
    expect(await one.verdict()).toMatchObject({
      state: 'passed',
      checks: [{ verdict: 'passed', workflowRunId: one.runOf('pull_request').id }],
    })
  })

  it('is not proved by the run for the push alone', async () => {
    const { candidate } = await repositoryWith(workflow('push', { test: 'true' }))
    const one = await candidate('one', { 'a.txt': 'a\n' })
    expect(await one.runs()).toEqual(['push success'])
    expect(await one.verdict()).toMatchObject({ state: 'pending', checks: [{ verdict: 'pending' }] })
  })
})

function workflow(on: string, jobs: Readonly<Record<string, string>>): string {
  const lines = Object.entries(jobs).map(
    ([id, run]) =>
      `  ${id}: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }, { run: ${JSON.stringify(run)} }] }\n`,
  )
  return `on: ${on}\njobs:\n${lines.join('')}`
}

/** A repository whose ruleset requires every job of its workflow. */
async function repositoryWith(text: string) {
  const stage = await startEmbeddedStage({ runner: createRunner() })
  open.push(stage)
  const { forge, repository: ref, github } = stage
  const base = await stage.commitToMain(CI, text)
  const names = [...text.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? '')
  await github.admin.setRuleset(
    { owner: ref.owner, name: ref.repo },
    { name: 'ci', branches: ['main'], checks: names.map((context) => ({ context, integrationId: null })) },
  )
  const issue = { ...ref, number: await stage.openIssue({ title: 'x', body: 'x' }) }
  const runsOn = (sha: string) =>
    (github.state.repositories[0]?.workflowRuns ?? []).filter(({ headSha }) => headSha === sha)
  const ended = (sha: string, events: readonly string[]) =>
    expect
      .poll(() => runsOn(sha).map(({ event, status }) => `${event} ${status}`), { timeout: 60_000 })
      .toEqual(expect.arrayContaining(events.map((event) => `${event} completed`)))
  const candidate = async (id: string, files: Readonly<Record<string, string>>) => {
    const branch = candidateBranch(issue, 1, id)
    let head = ''
    for (const [path, content] of Object.entries(files)) head = await stage.push(branch, path, content)
    await forge.ensureDraft(ref, {
      repositoryId: stage.repositoryId,
      branch,
      base: 'main',
      title: id,
      body: 'x',
    })
    await ended(
      head,
      ['push', 'pull_request'].filter((event) => text.includes(event)),
    )
    const verdict = async () => {
      const facts = await forge.facts({
        issue,
        candidates: [{ candidate: id, branch }],
        base,
        testsOf: names,
      })
      const pullRequest = facts?.candidates[0]?.pullRequest
      if (!facts || !pullRequest) throw new Error('no pull request')
      const { settings, ...inputs } = await readContractInputs(forge, issue, facts.repository)
      if (!settings.ok) throw new Error('no settings')
      const contract = {
        checks: [...contractChecks({ ...inputs, settings: settings.value })],
        fingerprint: '',
      }
      const now = new Date().toISOString()
      const onBase = { contract, observations: facts.base?.observations ?? [], startedAt: now }
      const known = { redOnBase: redOnBase(onBase), baseChecks: baseChecks(onBase) }
      return verify({ contract, pullRequest, publishedAt: now, now, ...known })
    }
    return {
      verdict,
      runs: async () =>
        runsOn(head)
          .map(({ event, conclusion }) => `${event} ${conclusion}`)
          .sort(),
      runOf: (event: string) => {
        const run = runsOn(head).find((one) => one.event === event)
        if (!run) throw new Error(`no run for ${event}`)
        return run
      },
    }
  }
  return { candidate, baseIsJudged: () => ended(base, ['push']) }
}
