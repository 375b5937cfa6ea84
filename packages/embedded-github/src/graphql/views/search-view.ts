import { searchIssues } from '../../operations/issues/search-issues.ts'
import { issueOrPullRequest } from './pull-request-view.ts'
import { connection, type PageArguments, unprocessable, type View } from './view.ts'

interface SearchArguments extends PageArguments {
  readonly query: string
  readonly type: string
}

export function search(view: View, args: SearchArguments) {
  if (!args.type.startsWith('ISSUE')) throw unprocessable(`Search of ${args.type} is not implemented here.`)
  const found = searchIssues(view.github, view.actor, args.query)
  const shown = connection(found, args, ({ repository, issue }) =>
    issueOrPullRequest(view, repository, issue),
  )
  return { ...shown, issueCount: found.length }
}
