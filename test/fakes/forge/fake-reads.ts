import type { Forge } from '../../../src/ports/forge.ts'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { fakeFacts, fakeRepositoryFacts } from './fake-facts.ts'
import type { World } from './fake-people.ts'
import { APP_LOGIN, objectId } from './fake-repository.ts'

export type FakeReads = Pick<
  Forge,
  | 'facts'
  | 'repositoryFacts'
  | 'accountSettings'
  | 'roleOf'
  | 'pullRequest'
  | 'baseNow'
  | 'recentHistory'
  | 'branchHistory'
  | 'changedLines'
  | 'openIssues'
  | 'openPullRequests'
  | 'readTextFile'
  | 'filesIn'
  | 'treeOf'
  | 'listTree'
  | 'readTextFiles'
  | 'requiredChecks'
  | 'gitRemote'
>

/** What the app reads. */
export function fakeReads({ state }: World): FakeReads {
  return {
    facts: async (query) => fakeFacts(state, query),
    repositoryFacts: async (repository) => fakeRepositoryFacts(state, repository),
    accountSettings: async () =>
      state.accountSettings === undefined
        ? { kind: 'not installed' }
        : { kind: 'text', text: state.accountSettings },
    roleOf: async (_repository, login) => state.roles.get(login) ?? (state.isPrivate ? 'none' : 'read'),
    pullRequest: async (_repository, number) => {
      const { author, open, pull } = state.issues.find((one) => one.number === number) ?? {}
      if (!pull) return undefined
      const stands = pull.merged ? 'merged' : open ? 'open' : 'closed'
      return {
        number,
        author,
        ours: author === APP_LOGIN,
        state: stands,
        baseBranch: pull.base,
        head: pull.head,
      }
    },
    openPullRequests: async () =>
      state.issues.flatMap(({ number, open, author, pull }) => {
        if (!open || !pull) return []
        const { base, branch, head, fromFork } = pull
        const isOurs = author === APP_LOGIN
        return { number, base, branch, head, isFork: fromFork, isOurs, isHeadOurs: isOurs }
      }),
    openIssues: async () =>
      state.issues
        .filter(({ open, pull }) => open && !pull)
        .map(({ number, labels }) => ({
          key: number,
          labels: [...labels],
          blockedBy: state.blockers.get(number) ?? [],
          ...(state.milestones.has(number) && { milestone: state.milestones.get(number) }),
        })),
    recentHistory: async () => ({
      subjects: state.subjects,
      area: { changes: state.changes },
      assignees: state.assignees,
    }),
    // Nothing that people do after a merge is told of here: that is seen on the embedded GitHub.
    branchHistory: async () => [],
    changedLines: async () => undefined,
    baseNow: async (_repository, { branch, commit }) => {
      const head = state.heads.get(branch)
      if (head === undefined) return 'gone'
      if (head === commit) return 'same'
      if (!state.commits.has(commit)) return 'moved'
      let at: string | undefined = head
      while (at !== undefined && at !== commit) at = state.commits.get(at)?.parents[0]
      return at === commit ? 'moved' : 'rewritten'
    },
    readTextFile: async (_repository, head, path, maxBytes) => {
      const text = state.files.get(head)?.get(path)
      if (text !== undefined && Buffer.byteLength(text) > maxBytes) {
        throw new ForgeError('unprocessable', `${path} is larger than ${maxBytes} bytes`)
      }
      return text
    },
    filesIn: async (_repository, head, folder) =>
      [...(state.files.get(head) ?? new Map<string, string>()).keys()]
        .filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
        .sort(),
    treeOf: async (_repository, head, path) => {
      const files = [...(state.files.get(head) ?? [])].filter(([name]) => name.startsWith(`${path}/`))
      return files.length === 0 ? undefined : objectId('tree', ...files.flat())
    },
    listTree: async (_repository, head) => ({
      paths: [...(state.files.get(head) ?? new Map<string, string>()).keys()].sort(),
      ids: new Map(
        [...(state.files.get(head) ?? [])].map(([path, text]) => [path, `100644 ${objectId('blob', text)}`]),
      ),
      complete: true,
    }),
    readTextFiles: async (_repository, head, { paths, maxBytes }) =>
      new Map(
        paths.flatMap((path) => {
          const text = state.files.get(head)?.get(path)
          return text === undefined || Buffer.byteLength(text) > maxBytes ? [] : [[path, text] as const]
        }),
      ),
    requiredChecks: async (_repository, _branch, deadlineMinutes) =>
      state.requiredChecks.map((check) => ({ ...check, deadlineMinutes })),
    gitRemote: async ({ owner, repo }) => ({
      url: `https://forge.test/${owner}/${repo}.git`,
      authorization: undefined,
    }),
  }
}
