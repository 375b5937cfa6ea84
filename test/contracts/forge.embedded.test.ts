import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { candidateBranch } from '../../src/domain/candidate/candidate.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type EmbeddedStage, startEmbeddedStage } from './embedded-stage.ts'
import { describeForge } from './forge.ts'

let stage: EmbeddedStage

beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterAll(() => stage.close())

describeForge('GitHub adapter on the embedded GitHub', () => stage)

describe('faults of the embedded GitHub', () => {
  beforeEach(() => stage.github.faults.clear())

  it.each(['error-after', 'disconnect'] as const)(
    'creates one draft when the answer is lost: %s',
    async (kind) => {
      const { draft, facts } = await pushed()
      stage.github.faults.add({ on: { operation: 'createPullRequest' }, fault: lost(kind) })
      const handle = await stage.forge.ensureDraft(stage.repository, draft)
      expect(await stage.forge.ensureDraft(stage.repository, draft)).toEqual(handle)
      expect((await facts())?.candidates[0]?.pullRequest?.number).toBe(handle.number)
      expect(pullsOf(draft.branch)).toHaveLength(1)
    },
  )

  it.each(['error-after', 'disconnect'] as const)(
    'creates one comment when the answer is lost: %s',
    async (kind) => {
      const { number, facts } = await pushed()
      stage.github.faults.add({ on: { method: 'POST', route: /\/comments$/ }, fault: lost(kind) })
      const wanted = { on: number, existing: undefined, marker: '<!-- m -->', body: '<!-- m -->\nhello' }
      const id = await stage.forge.ensureComment(stage.repository, wanted)
      expect((await facts())?.issue.ownComments).toEqual([{ id, body: wanted.body }])
    },
  )

  it('reads a partial answer as unknown', async () => {
    const { draft, facts } = await pushed()
    await stage.forge.ensureDraft(stage.repository, draft)
    const path = 'repository.c0.nodes.0.statusCheckRollup'
    stage.github.faults.add({ on: { operation: 'Facts' }, fault: { kind: 'graphql-partial', path } })
    expect((await facts())?.candidates[0]?.pullRequest?.observationsComplete).toBe(false)
    expect((await facts())?.candidates[0]?.pullRequest?.observationsComplete).toBe(true)
  })

  it('tells a limit with the time to wait', async () => {
    const { facts } = await pushed()
    const limit = { status: 403, message: 'secondary rate limit', headers: { 'retry-after': '9' } }
    stage.github.faults.add({ on: { operation: 'Facts' }, fault: { kind: 'error-before', ...limit } })
    await expect(facts()).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: 9_000 })
  })
})

it('joins the required checks of rulesets and classic protection', async () => {
  const name = { owner: stage.repository.owner, name: stage.repository.repo }
  await stage.github.admin.setBranchProtection(name, 'main', [{ context: 'lint', integrationId: null }])
  await stage.github.admin.setRuleset(name, {
    name: 'ci',
    branches: ['main'],
    checks: [{ context: 'test', integrationId: 5 }],
  })
  expect(await stage.forge.requiredChecks(stage.repository, 'main', 30)).toEqual([
    { name: 'test', source: 'ruleset', appId: 5, deadlineMinutes: 30 },
    { name: 'lint', source: 'branch protection', deadlineMinutes: 30 },
  ])
})

it('gives git what it needs to push a branch, and nothing that stays', async () => {
  const directory = await temporaryFolder()
  const { url, authorization } = await stage.forge.gitRemote(stage.repository)
  const git = (...args: string[]) =>
    execa('git', ['-c', `http.extraHeader=Authorization: ${authorization}`, ...args], {
      env: { GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', HOME: directory },
    })
  await git('clone', '--quiet', url, join(directory, 'clone'))
  await git(
    '-C',
    join(directory, 'clone'),
    'push',
    '--quiet',
    'origin',
    'HEAD:refs/heads/speculate/1.1/pushed',
  )
  const query = { issue: { ...stage.repository, number: await stage.openIssue({ title: 'x', body: 'x' }) } }
  const candidates = [{ candidate: 'pushed', branch: 'speculate/1.1/pushed' }]
  const facts = await stage.forge.facts({ ...query, candidates })
  expect(facts?.candidates[0]?.branchHead).toBe(facts?.repository.defaultBranchHead)
  expect(await readFile(join(directory, 'clone/.git/config'), 'utf8')).not.toContain('Authorization')
})

it('reads a whole speculation in one request', async () => {
  const { facts } = await pushed()
  await facts()
  const before = stage.sent.length
  await facts()
  expect(stage.sent.slice(before).map(({ path }) => path)).toEqual(['/api/graphql'])
})

function lost(kind: 'error-after' | 'disconnect') {
  return kind === 'disconnect' ? { kind, when: 'after' as const } : { kind, status: 502 }
}

function pullsOf(branch: string) {
  return stage.github.state.repositories[0]?.issues.filter(({ pull }) => pull?.head.ref === branch)
}

async function pushed() {
  const number = await stage.openIssue({ title: 'x', body: 'x' })
  const issue = { ...stage.repository, number }
  const branch = candidateBranch(issue, 1, 'minimal-change')
  await stage.push(branch, 'a.txt', `for #${number}\n`)
  const { repositoryId } = stage
  const draft = { repositoryId, branch, base: 'main', title: 'A candidate', body: 'It is one.' }
  const facts = () => stage.forge.facts({ issue, candidates: [{ candidate: 'minimal-change', branch }] })
  return { number, draft, facts }
}
