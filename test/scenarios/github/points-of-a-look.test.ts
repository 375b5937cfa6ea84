import type { Repository } from '@speculate-dev/embedded-github'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

vi.setConfig({ testTimeout: 60_000 })

const CHECKS = 100
const SUMMARY = 'a line of a long report\n'.repeat(2_500)

let stage: EmbeddedStage
beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => stage.close())

describe('O3: one look at a run', () => {
  it.each([1, 2, 3, 4, 5])('costs one point with %i candidates and the base', async (count) => {
    const { look } = await aRun(count)
    const seen = watch()
    const facts = await look()
    expect(facts?.candidates.filter(({ pullRequest }) => pullRequest).length).toBe(count)
    expect(facts?.base?.observationsComplete).toBe(true)
    expect(seen.points()).toEqual([1])
  })

  it('reads long outputs once: a second look at a hundred checks is small', async () => {
    const { look, heads } = await aRun(1)
    for (const head of heads) report(head)
    const seen = watch()
    const first = await look()
    expect(first?.candidates[0]?.pullRequest?.observationsComplete).toBe(true)
    expect(first?.candidates[0]?.pullRequest?.observations).toHaveLength(CHECKS)
    const before = { requests: seen.points().length, bytes: await seen.bytes() }
    // The facts, and 25 check runs at a time.
    expect(before.requests).toBe(1 + CHECKS / 25)
    expect(seen.points().every((points) => points === 1)).toBe(true)
    expect(await look()).toEqual(first)
    expect(seen.points()).toHaveLength(before.requests + 1)
    expect((await seen.bytes()) - before.bytes).toBeLessThan(CHECKS * 1_000)
  })
})

/** What the answers of GraphQL say from now on. */
function watch() {
  const answers: Response[] = []
  const { fetch } = globalThis
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answer = await fetch(input, init)
    if (String(input).endsWith('/graphql')) answers.push(answer.clone())
    return answer
  })
  let start: number | undefined
  return {
    points: () => {
      const used = answers.map(({ headers }) => Number(headers.get('x-ratelimit-used')))
      start ??= (used[0] ?? 0) - 1
      return used.map((now, place) => now - (used[place - 1] ?? start ?? 0))
    },
    bytes: async () => {
      const bodies = await Promise.all(answers.map((answer) => answer.clone().text()))
      return bodies.reduce((sum, body) => sum + body.length, 0)
    },
  }
}

async function aRun(count: number) {
  const base = await stage.commitToMain('a.txt', 'a\n')
  const issue = { ...stage.repository, number: await stage.openIssue({ title: 'Fix it', body: 'Do.' }) }
  const heads: string[] = []
  const candidates: { candidate: string; branch: string }[] = []
  for (let n = 0; n < count; n += 1) {
    const candidate = `c-${n}`
    const branch = candidateBranch(issue, 1, candidate)
    heads.push(await stage.push(branch, 'a.txt', `${n}\n`))
    await stage.forge.ensureDraft(stage.repository, {
      repositoryId: stage.repositoryId,
      branch,
      base: 'main',
      title: candidate,
      body: 'x',
    })
    candidates.push({ candidate, branch })
  }
  const names = Array.from({ length: CHECKS }, (_, n) => `scan ${n}`)
  return {
    heads,
    look: () => stage.forge.facts({ issue, candidates, base, testsOf: names, outputsOf: names }),
  }
}

/** A hundred checks that have ended, each with a report of 60,000 characters. */
function report(head: string): void {
  const [state] = stage.github.state.repositories
  if (!state) throw new Error('there is no repository')
  const { context } = stage.github
  const id = () => context.state.nextId++
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const appId = context.state.apps.at(-1)?.id ?? 0
  const ended = { status: 'completed', conclusion: 'success' } as const
  const suite = { id: id(), appId, headSha: head, headBranch: null, pullRequests: [], workflowRunId: null }
  state.checkSuites.push({ ...suite, ...ended, createdAt: at, updatedAt: at })
  const run = (n: number): Repository['checkRuns'][number] => ({
    ...{ id: id(), suiteId: suite.id, appId, name: `scan ${n}`, headSha: head, externalId: '', ...ended },
    ...{ startedAt: at, completedAt: at, detailsUrl: '', annotations: [] },
    output: { title: 'ok', summary: SUMMARY, text: null },
  })
  state.checkRuns.push(...Array.from({ length: CHECKS }, (_, n) => run(n)))
}
