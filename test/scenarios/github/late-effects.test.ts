import { createRunner, isPullRequest } from '@speculate-dev/embedded-github'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { APP_LOGIN, addPull } from '../../fakes/forge/fake-repository.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { aWorld, write } from '../worlds/a-world.ts'
import { anApp } from '../worlds/an-app.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stage: EmbeddedStage
beforeAll(async () => {
  stage = await startEmbeddedStage({ runner: createRunner() })
  await stage.commitToMain('.github/speculate.yml', 'verifier:\n  checks: [test]\n')
  await stage.commitToMain(
    '.github/workflows/ci.yml',
    'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n',
  )
})
afterEach(() => stage.github.faults.clear())
afterAll(() => stage.close())

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

/** The next request of this kind gets no answer, and is done only when `happens` is called, which waits until it was. */
function late(on: { method: string; route: RegExp } | { operation: string }) {
  const release = Promise.withResolvers<void>()
  const { faults } = stage.github
  const done = Promise.withResolvers<void>()
  faults.add({ on, fault: { kind: 'late', until: release.promise, onDone: done.resolve } })
  return {
    happens: async () => {
      release.resolve()
      await done.promise
    },
  }
}

describe('O21: what GitHub does after we have stopped waiting for it', () => {
  it('a second scoreboard on the issue: the look after it removes it, and the one that is kept up stays', async () => {
    const number = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
    const issue = { ...stage.repository, number }
    const { wake, store } = anApp({ stage, directory: await temporaryFolder() }, issue)
    await stage.label(number, TRIGGER_LABEL)
    const first = late({ method: 'POST', route: /\/issues\/:number\/comments$/ })
    const said = () => repository().comments.filter((one) => one.issue === number)
    const settled = async () => {
      await wake()
      return (await store.latestSpeculation(issue))?.settledAt
    }
    await expect.poll(settled, { timeout: 30_000 }).toBeDefined()
    const [kept] = said()
    expect(said()).toHaveLength(1)
    await first.happens()
    expect(said()).toHaveLength(2)
    await wake()
    expect(said()).toEqual([kept])
    const before = stage.sent.length
    await wake()
    expect(stage.sent.slice(before).filter(({ method }) => method === 'DELETE')).toEqual([])
  })

  it.each(['before it is tried again', 'after it was'])(
    'a branch and its draft, %s: one of each',
    async (when) => {
      const { forge, repository: ref } = stage
      const issue = { ...ref, number: await stage.openIssue({ title: 'x', body: 'x' }) }
      const branch = candidateBranch(issue, 1, 'one')
      const twice = async <T>(on: Parameters<typeof late>[0], act: () => Promise<T>) => {
        const effect = late(on)
        await act().catch(() => {})
        if (when === 'before it is tried again') await effect.happens()
        const answer = await act()
        await effect.happens()
        return answer
      }
      const commit = await stage.push(`work/${issue.number}`, 'a.txt', `${issue.number}\n`)
      const branches = [{ branch, commit, tree: undefined, parent: '' }]
      const nodeId = (await forge.facts({ issue, candidates: [] }))?.repository.nodeId ?? ''
      const wanted = { repositoryId: nodeId, branches }
      expect(await twice({ operation: 'updateRefs' }, () => forge.createBranches(ref, wanted))).toEqual([])
      expect(await forge.branchHead(ref, branch)).toBe(commit)
      const draft = { repositoryId: stage.repositoryId, branch, base: 'main', title: 'One', body: 'x' }
      const { number } = await twice({ operation: 'createPullRequest' }, () => forge.ensureDraft(ref, draft))
      const drafts = repository().issues.filter(isPullRequest)
      expect(drafts.filter(({ pull }) => pull.head.ref === branch).map((one) => one.number)).toEqual([number])
      const labels = { on: number, add: ['speculate:primary'], remove: [] }
      await twice({ method: 'POST', route: /\/labels$/ }, () => forge.ensureLabels(ref, labels))
      const facts = await forge.facts({ issue, candidates: [{ candidate: 'one', branch }] })
      expect(facts?.candidates[0]?.pullRequest?.labels).toEqual(['speculate:primary'])
    },
  )

  it('a second draft of a loser that is closed already: closed as well', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer(['refactor-heavy'])
    await world.wake()
    const loser = world.state.issues.find(({ pull }) => pull?.branch.endsWith('/refactor-heavy'))
    if (!loser?.pull) throw new Error('no loser')
    expect(loser.open).toBe(false)
    const { branch, title, body } = { title: '', body: '', ...loser.pull }
    const second = addPull(world.state, {
      author: APP_LOGIN,
      branch,
      title,
      body,
      fromFork: false,
      isDraft: true,
    })
    await world.wake()
    expect(second.open).toBe(false)
    const before = world.changes.length
    await world.wake()
    expect(world.changes.length).toBe(before)
  })
})
