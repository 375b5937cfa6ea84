import { schema } from '@octokit/graphql-schema'
import { buildSchema, parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { queryCost } from '../../../../packages/embedded-github/src/graphql/query-cost.ts'
import { branchHistoryQuery } from '../../../../src/adapters/github/contents/branch-history.ts'
import { historyQuery } from '../../../../src/adapters/github/contents/recent-history.ts'
import {
  branchesQuery,
  convertToDraftMutation,
  createLabelsMutation,
  markReadyMutation,
  ownLabelsQuery,
  pullRequestStateQuery,
  refQuery,
  updateRefsMutation,
} from '../../../../src/adapters/github/ensure/mutations.ts'
import {
  annotationsQuery,
  contextsQuery,
  factsQuery,
  issueCommentsQuery,
  labelEventsQuery,
  namedPullRequestQuery,
  outputsQuery,
  ownPullRequestQuery,
  pullRequestEventsQuery,
  pullRequestQuery,
} from '../../../../src/adapters/github/facts/facts-query.ts'
import {
  askingQuery,
  labelledQuery,
  wordsQuery,
} from '../../../../src/adapters/github/issues/asking-issues.ts'
import { estimatesQuery } from '../../../../src/adapters/github/issues/field-estimates.ts'
import { openPullRequestsQuery } from '../../../../src/adapters/github/pull-requests/open-pull-requests.ts'

const github = buildSchema(schema.idl, { assumeValid: true })

it('a hundred issues cost one point where a field of their projects is asked for', () => {
  const ids = Array.from({ length: 100 }, (_, at) => `I_${at}`)
  expect(queryCost(parse(estimatesQuery()), { ids, field: 'Estimate' }).points).toBe(1)
})

it.each([
  ['facts without candidates', factsQuery(0)],
  ['facts of five candidates', factsQuery(5)],
  ['facts with the base', factsQuery(5, { base: true })],
  ['facts of the base alone', factsQuery(0, { base: true })],
  ['facts with what was entered', factsQuery(3, { base: true, entered: 2 })],
  ['facts of what was entered alone', factsQuery(0, { entered: 1 })],
  ['label events', labelEventsQuery()],
  ['earlier comments', issueCommentsQuery()],
  ['earlier acts on a pull request', pullRequestEventsQuery()],
  ['issues that may ask', askingQuery()],
  ['more labelled issues', labelledQuery()],
  ['what was written on issues', wordsQuery()],
  ['what a field of projects says of issues', estimatesQuery()],
  ['an offered pull request', namedPullRequestQuery()],
  ['open pull requests', openPullRequestsQuery()],
  ['one pull request', pullRequestQuery()],
  ['our pull request', ownPullRequestQuery()],
  ['the history of all', historyQuery(0)],
  ['the history of three files', historyQuery(3)],
  ['the history of a branch', branchHistoryQuery()],
  ['more contexts', contextsQuery()],
  ['what checks say', outputsQuery()],
  ['more annotations', annotationsQuery()],
  ['mark ready', markReadyMutation],
  ['convert to draft', convertToDraftMutation],
  ['state of a pull request', pullRequestStateQuery],
  ['ref', refQuery],
  ['update refs', updateRefsMutation],
  ['several branches', branchesQuery(5)],
  ['our labels', ownLabelsQuery],
  ['new labels', createLabelsMutation(6)],
])("is valid under GitHub's own schema: %s", (_name, document) => {
  expect(validate(github, parse(document)).map(({ message }) => message)).toEqual([])
})
