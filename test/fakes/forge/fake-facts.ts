import type { OwnCheck } from '../../../src/domain/checks/own-check.ts'
import {
  COMMAND_CHARACTERS,
  type CommandComment,
  type ForgeFacts,
  goneIssue,
  type OwnComment,
  type PullRequestFacts,
  type RepositoryFacts,
} from '../../../src/domain/forge/forge-facts.ts'
import { commandText } from '../../../src/domain/issue/command.ts'
import { isBotName } from '../../../src/domain/issue/is-bot.ts'
import type { RepositoryRef } from '../../../src/domain/issue/issue.ts'
import { withoutUndefined } from '../../../src/domain/without-undefined.ts'
import type { FactsQuery } from '../../../src/ports/forge.ts'
import { APP_LOGIN, type FakeIssue, type FakeRepository, REPOSITORY_ID } from './fake-repository.ts'

/** What the port's `repositoryFacts` answers for this state. */
export function fakeRepositoryFacts(state: FakeRepository, { owner, repo }: RepositoryRef): RepositoryFacts {
  return {
    nodeId: REPOSITORY_ID,
    name: { owner, repo },
    isArchived: state.isArchived,
    isPrivate: state.isPrivate,
    defaultBranch: 'main',
    defaultBranchHead: state.heads.get('main') ?? '',
    ...withoutUndefined({ mayWriteChecks: state.mayWriteChecks }),
  }
}

/** What the port's `facts` answers for this state. */
export function fakeFacts(state: FakeRepository, query: FactsQuery): ForgeFacts | undefined {
  const issue = state.issues.find(
    ({ number, pull }) => number === query.issue.number && pull === undefined && !state.gone.has(number),
  )
  if (!issue && query.candidates.length === 0) return undefined
  return {
    issue:
      issue === undefined
        ? goneIssue(query.issue)
        : {
            ref: query.issue,
            nodeId: `I_${issue.number}`,
            title: issue.title,
            body: issue.body,
            author: issue.author,
            authorType: isBotName(issue.author) ? 'Bot' : 'User',
            createdAt: issue.createdAt,
            state: issue.open ? 'open' : 'closed',
            lastEditedAt: issue.lastEditedAt,
            labels: [...issue.labels],
            labelled: issue.labelled,
            ...(issue.unlabelledAt !== undefined && { unlabelledAt: issue.unlabelledAt }),
            unlabelled: issue.unlabelled,
            ...(issue.titleAtLabel !== undefined && { titleAtLabel: issue.titleAtLabel }),
            ...(issue.renamed && { renamed: issue.renamed }),
            ownComments: ownComments(issue.comments.slice(-100)),
            commands: commandsOf(issue),
          },
    repository: fakeRepositoryFacts(state, query.issue),
    ...(query.base !== undefined && {
      base: {
        commit: query.base,
        observations: state.observations.filter(({ headSha }) => headSha === query.base),
        observationsComplete: true,
      },
    }),
    candidates: query.candidates.map(({ candidate, branch, pullRequest }) => ({
      candidate,
      branch,
      branchHead: state.heads.get(branch),
      ...(pullRequest === undefined && {
        branchCommit: withParentTree(state, state.heads.get(branch) ?? ''),
      }),
      pullRequest:
        pullRequest === undefined
          ? pullRequestOf(state, branch)
          : toFacts(
              state,
              state.issues.find(({ number }) => number === pullRequest),
            ),
    })),
  }
}

function pullRequestOf(state: FakeRepository, branch: string): PullRequestFacts | undefined {
  const found = state.issues.findLast(
    ({ author, pull }) => author === APP_LOGIN && pull?.branch === branch && !pull.fromFork,
  )
  return toFacts(state, found)
}

function toFacts(state: FakeRepository, found: FakeIssue | undefined): PullRequestFacts | undefined {
  if (found?.pull === undefined) return undefined
  const { number, pull, open, labels } = found
  return {
    number,
    nodeId: `PR_${number}`,
    url: `https://forge.test/${state.ref.owner}/${state.ref.repo}/pull/${number}`,
    state: pull.merged ? 'merged' : open ? 'open' : 'closed',
    isDraft: pull.isDraft,
    mergeable: pull.mergeable,
    head: pull.head,
    title: found.title,
    body: found.body,
    baseBranch: pull.base,
    lastCommit: withParentTree(state, pull.head),
    labels: [...labels],
    ownComments: ownComments(found.comments.slice(-50)),
    commands: commandsOf(found),
    ownReviews: pull.reviews,
    requestedReviewers: [...pull.reviewers],
    ...(pull.autoMerge && { autoMerge: true as const }),
    events: [...pull.events],
    ...(state.checkRuns.has(pull.head) && { ownCheck: ownCheckOf(state, pull.head) }),
    observations: state.observations.filter(({ headSha }) => headSha === pull.head),
    observationsComplete: !state.unreadable.has(pull.head),
  }
}

function ownCheckOf({ checkRuns }: FakeRepository, head: string): OwnCheck | undefined {
  const shown = checkRuns.get(head)
  return shown && { id: `CR_${head}`, key: shown.key, isCompleted: shown.conclusion !== undefined }
}

function withParentTree({ commits }: FakeRepository, oid: string) {
  const commit = commits.get(oid)
  const parentTree = commits.get(commit?.parents[0] ?? '')?.tree
  return commit && { ...commit, ...(parentTree !== undefined && { parentTree }) }
}

function commandsOf({ comments, number, pull }: FakeIssue): CommandComment[] {
  return comments
    .filter(({ author, body }) => author !== APP_LOGIN && commandText(body) !== undefined)
    .map(({ id, author, body, at = '', isEdited = false }) => ({
      id,
      ...(pull && { on: number }),
      author,
      authorType: author.endsWith('[bot]') ? ('Bot' as const) : ('User' as const),
      at,
      isEdited,
      body: body.slice(0, COMMAND_CHARACTERS),
    }))
}

function ownComments(comments: FakeIssue['comments']): OwnComment[] {
  return comments.filter(({ author }) => author === APP_LOGIN).map(({ id, body }) => ({ id, body }))
}
