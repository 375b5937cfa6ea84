import type { GitPerson } from '../../git/bare-repository.ts'
import { isPullRequest } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { readChecks, readPullRequests } from '../../rest/needs.ts'
import { isSigned, SIGNATURE } from '../../serializers/commit.ts'
import { checkSuiteView, rollupView } from './check-view.ts'
import { connection, type PageArguments, requireAccess, unprocessable, type View } from './view.ts'

/** A commit by its id; everything but the id is read from git when asked for. */
export function commitView(view: View, repository: Repository, oid: string) {
  const { github } = view
  const commit = async () => {
    const found = await github.git(repository).commit(oid)
    if (found === undefined) throw new Error(`no commit ${oid}`)
    return found
  }
  const path = `/${repository.owner}/${repository.name}/commit/${oid}`
  return {
    __typename: 'Commit',
    id: nodeId('Commit', repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    url: github.url + path,
    commitUrl: github.url + path,
    resourcePath: path,
    message: async () => (await commit()).message,
    authors: async (args: PageArguments) => connection([(await commit()).author], args, person),
    messageBody: async () => (await commit()).message.split('\n').slice(1).join('\n').trim(),
    messageHeadline: async () => (await commit()).message.split('\n')[0],
    committedDate: async () => (await commit()).committer.date,
    authoredDate: async () => (await commit()).author.date,
    author: async () => person((await commit()).author),
    committer: async () => person((await commit()).committer),
    signature: async () => (isSigned(repository, { oid }) ? signature((await commit()).committer) : null),
    tree: async () => ({
      __typename: 'Tree',
      oid: (await commit()).tree,
      id: nodeId('Tree', repository.id, (await commit()).tree),
    }),
    parents: async (args: PageArguments) =>
      connection((await commit()).parents, args, (parent) => commitView(view, repository, parent)),
    repository: () => view.objects.repositoryView(view, repository),
    history: async (args: HistoryArguments) =>
      connection(await historyOf(view, repository, oid, args), args, ({ oid: each }) =>
        commitView(view, repository, each),
      ),
    associatedPullRequests: async (args: PageArguments) => {
      requireAccess(view, repository, readPullRequests)
      const found = await pullRequestsOf(view, repository, oid)
      return connection(found, args, (one) => view.objects.pullRequestView(view, repository, one))
    },
    statusCheckRollup: () => rollupView(view, repository, oid),
    checkSuites: (args: PageArguments) => {
      requireAccess(view, repository, readChecks)
      const suites = repository.checkSuites.filter((suite) => suite.headSha === oid)
      return connection(suites, args, (suite) => checkSuiteView(view, repository, suite))
    },
  }
}

interface HistoryArguments extends PageArguments {
  readonly path?: string | null
  readonly author?: object | null
  readonly since?: string | null
  readonly until?: string | null
}

const MAX_HISTORY = 1_000

/** The commit itself and those before it, newest first. */
async function historyOf({ github }: View, repository: Repository, oid: string, args: HistoryArguments) {
  if (args.author) throw unprocessable('The filter "author" is not implemented by the embedded GitHub.')
  const commits = await github.git(repository).log(oid, MAX_HISTORY, args.path ?? undefined)
  const time = ({ committer }: { committer: GitPerson }) => Date.parse(committer.date)
  return commits
    .filter((one) => !args.since || time(one) >= Date.parse(args.since))
    .filter((one) => !args.until || time(one) <= Date.parse(args.until))
}

/** The merged pull request that brought it, and where it is not on the default branch those that are open with it. */
async function pullRequestsOf({ github }: View, repository: Repository, oid: string) {
  const git = github.git(repository)
  const holds = async ({ pull }: PullRequestIssue) =>
    pull.mergeCommitSha === oid ||
    (await git.commitsBetween(pull.base.sha, pull.head.sha)).some((commit) => commit.oid === oid)
  const head = await git.resolve(`refs/heads/${repository.defaultBranch}`)
  const isOpen = head === undefined || !(await git.isAncestor(oid, head))
  const asked = repository.issues
    .filter(isPullRequest)
    .filter(({ state, pull }) => pull.mergedAt !== null || (isOpen && state === 'open'))
  const held = await Promise.all(asked.map(holds))
  return asked.filter((_, index) => held[index])
}

function signature({ email, date }: GitPerson) {
  return {
    __typename: 'GpgSignature',
    email,
    isValid: true,
    keyId: null,
    payload: '',
    signature: SIGNATURE,
    signer: null,
    state: 'VALID',
    verifiedAt: date,
    wasSignedByGitHub: true,
  }
}

function person({ name, email, date }: { name: string; email: string; date: string }) {
  return { name, email, date, user: null }
}
