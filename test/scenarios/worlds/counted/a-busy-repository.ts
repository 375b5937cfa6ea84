import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { expect } from 'vitest'
import { issueKey } from '../../../../src/domain/issue/issue.ts'
import type { Agent } from '../../../../src/ports/agent.ts'
import { aCountedRun, type CountedRun } from './a-counted-run.ts'
import { namesOf, type Place, toldOf } from './told-of.ts'

type Options = Omit<NonNullable<Parameters<typeof aCountedRun>[0]>, 'agent'> & {
  /** What each candidate writes, at which of its attempts; one that writes nothing has crashed. */
  readonly writes?: (
    candidate: string,
    issue: number,
    attempt: number,
  ) => Readonly<Record<string, string>> | undefined
}

export type BusyRepository = Awaited<ReturnType<typeof aBusyRepository>>
export type Story = Awaited<ReturnType<BusyRepository['story']>>

const CANDIDATES = `
\`\`\`speculate
candidates:
  - { id: near, strategy: "mend it where it is" }
  - { id: far, strategy: "mend it where it is called" }
\`\`\`
`

/** A repository of the embedded GitHub on which one issue after the other is a story of its own: one set-up for many. */
export async function aBusyRepository({ writes = asItShouldBe, ...options }: Options = {}) {
  const world = await aCountedRun({ ...options, agent: agentThat(writes) })
  const { stage } = world
  const as = async (login: string) =>
    new Octokit({ auth: (await stage.github.admin.createUser(login)).token, baseUrl: stage.github.apiUrl })
  const people = { maya: await as('maya'), stranger: await as('stranger'), owner: await as('acme') }
  const here = { ...stage.repository }
  const repository = () => stage.github.state.repositories[0] ?? expect.unreachable('there is no repository')
  return {
    ...world,
    ...{ here, people, repository },
    /** An issue with two candidates, `near` and `far`. */
    story: async ({ title = 'Adds wrongly', body = `It does.\n${CANDIDATES}` } = {}) =>
      aStory({ ...world, here, people, repository }, await stage.openIssue({ title, body })),
  }
}

interface Where extends CountedRun {
  readonly here: { readonly owner: string; readonly repo: string }
  readonly people: Readonly<Record<'maya' | 'stranger' | 'owner', Octokit>>
  readonly repository: () => Place['repository']
}

function aStory(where: Where, number: number) {
  const { stage, settle, passTime, steps, checks, store, here, people, repository } = where
  const drafts = () =>
    repository()
      .issues.filter(isPullRequest)
      .filter(({ pull }) => pull.head.ref.startsWith(`speculate/${number}.`))
  const draftOf = (candidate: string) =>
    drafts().findLast(({ pull }) => pull.head.ref.endsWith(`/${candidate}`)) ?? expect.unreachable(candidate)
  /** Whatever follows from what somebody does, a while after what was before. */
  const act = async (work: () => unknown) => {
    await passTime(5_000)
    await work()
    await settle()
    await passTime(30_000)
  }
  const endJob = async (candidate: string, result: 'success' | 'failure') => {
    const branch = draftOf(candidate).pull.head.ref.slice('speculate/'.length)
    await checks.endJob(branch, 0, result)
    await checks.endRun(branch, result)
  }
  let before: ReturnType<typeof toldOf>['page'] | undefined
  const end = async (results: Readonly<Record<string, 'success' | 'failure'>>) => {
    for (const [candidate, result] of Object.entries(results)) await endJob(candidate, result)
    await settle()
    await passTime(30_000)
  }
  return {
    number,
    draftOf,
    act,
    end,
    at: { ...here, issue_number: number },
    pull: (candidate: string) => ({ ...here, pull_number: draftOf(candidate).number }),
    run: () => store.latestSpeculation({ ...here, number }),
    /** The label is put on, the drafts are open, and the scoreboard says so. */
    begun: async () => {
      await stage.label(number, 'speculate')
      await settle()
      await passTime(30_000)
      await steps.queue.wake(issueKey({ ...here, number }))
      await settle()
      expect(drafts().length).toBeGreaterThan(0)
    },
    /** `near` passes, and whoever else does not is given. */
    decided: async (
      results: Readonly<Record<string, 'success' | 'failure'>> = { near: 'success', far: 'failure' },
    ) => {
      await stage.label(number, 'speculate')
      await settle()
      await end(results)
      expect((await store.latestSpeculation({ ...here, number }))?.settledAt).toBeDefined()
    },
    say: (body: string, { by = 'maya' as 'maya' | 'stranger', on = number } = {}) =>
      act(() => stage.comment(on, body, by)),
    press: (candidate: string, identifier: string, login = 'maya') =>
      act(() => {
        const { sha } = draftOf(candidate).pull.head
        const check = repository().checkRuns.findLast(
          ({ name, headSha }) => name === 'speculate' && headSha === sha,
        )
        return stage.github.admin.pressButton(
          { owner: here.owner, name: here.repo },
          { checkRun: check?.id ?? 0, identifier, login },
        )
      }),
    /** By a person, on the web site. */
    setDraft: async (candidate: string, isDraft: boolean) => {
      const name = isDraft ? 'convertPullRequestToDraft' : 'markPullRequestReadyForReview'
      const { data } = await people.maya.rest.pulls.get({ ...here, pull_number: draftOf(candidate).number })
      const input = { pullRequestId: data.node_id }
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`
      await people.maya.graphql(
        `mutation ($input: ${type}) { ${name}(input: $input) { clientMutationId } }`,
        { input },
      )
    },
    deleteBranch: (candidate: string) =>
      people.maya.rest.git.deleteRef({ ...here, ref: `heads/${draftOf(candidate).pull.head.ref}` }),
    /** A person has the check run again, and it ends otherwise or alike. */
    runAgain: async (candidate: string, result: 'success' | 'failure') => {
      const { sha } = draftOf(candidate).pull.head
      const run = repository().workflowRuns.findLast(({ headSha }) => headSha === sha)
      await people.maya.rest.actions.reRunWorkflow({ ...here, run_id: run?.id ?? 0 })
      await settle()
      await endJob(candidate, result)
    },
    /** Of the issue and its drafts, by number. */
    names: () => namesOf(repository(), number),
    /** Id of its comment on the issue. */
    scoreboard: () =>
      repository().comments.find(({ issue, viaApp }) => issue === number && viaApp !== null)?.id ??
      expect.unreachable('there is no scoreboard'),
    /** What is otherwise on the pages of the issue and its drafts than when this was asked last. */
    told: () => {
      const { page, text } = toldOf({ repository: repository(), issue: number, before })
      before = page
      return text
    },
  }
}

/** A file of its own for each, so that what is merged is in nobody's way. */
function asItShouldBe(candidate: string, issue: number) {
  return {
    [`src/${candidate}-${issue}.js`]: `export const ${candidate.replaceAll('-', '')} = (a, b) => a + b\n`,
  }
}

function agentThat(writes: NonNullable<Options['writes']>): Agent {
  return {
    missing: async () => undefined,
    run: async ({ workTree: { path } }) => {
      const name = /\.(\d+)\.\d+\.([a-z0-9-]+)\.(\d+)\//.exec(path) ?? []
      const [, issue = '', candidate = '', attempt] = name
      const files = writes(candidate, Number(issue), Number(attempt))
      if (!files) return { kind: 'crashed', detail: 'exit code 1', usage: { seconds: 1 } }
      for (const [file, text] of Object.entries(files)) {
        await mkdir(dirname(join(path, file)), { recursive: true })
        await writeFile(join(path, file), text)
      }
      return { kind: 'finished', usage: { seconds: 1 } }
    },
  }
}
