import { labelsOf } from '../github.ts'
import type { Issue, Repository } from '../model.ts'
import { issueOrPullRequest } from './pull-request-view.ts'
import { connection, type PageArguments, unprocessable, type View, visible } from './view.ts'

interface SearchArguments extends PageArguments {
  readonly query: string
  readonly type: string
}

/** Search of issues and pull requests by the qualifiers that people and tools use most; what it does not know it refuses. */
export function search(view: View, args: SearchArguments) {
  if (!args.type.startsWith('ISSUE')) throw unprocessable(`Search of ${args.type} is not implemented here.`)
  const terms = [...args.query.matchAll(/(?:(-?[\w-]+):)?(?:"([^"]*)"|(\S+))/g)].map(
    ([, key, quoted, plain]): Term => ({ key, value: quoted ?? plain ?? '' }),
  )
  const found = visible(view)
    .flatMap((repository) => repository.issues.map((issue) => ({ repository, issue })))
    .filter((one) => terms.every((term) => matches(view, one, term)))
    .sort((a, b) => b.issue.number - a.issue.number)
  const shown = connection(found, args, ({ repository, issue }) =>
    issueOrPullRequest(view, repository, issue),
  )
  return { ...shown, issueCount: found.length }
}

interface Term {
  readonly key: string | undefined
  readonly value: string
}

function matches(
  view: View,
  { repository, issue }: { readonly repository: Repository; readonly issue: Issue },
  { key, value }: Term,
): boolean {
  const login = value === '@me' ? view.actor.login : value
  switch (key) {
    case undefined:
      return `${issue.title}\n${issue.body}`.toLowerCase().includes(value.toLowerCase())
    case 'repo':
      return `${repository.owner}/${repository.name}`.toLowerCase() === value.toLowerCase()
    case 'is':
    case 'type':
    case 'state':
      return isOf(issue, value)
    case 'author':
      return issue.author === login
    case 'assignee':
      return issue.assignees.includes(login)
    case 'label':
      return labelsOf(repository, issue).some(({ name }) => name.toLowerCase() === value.toLowerCase())
    case 'review-requested':
      return issue.pull?.requestedReviewers.includes(login) ?? false
    case 'mentions':
      return issue.body.includes(`@${login}`)
    case 'head':
      return issue.pull?.head.ref === value
    case 'base':
      return issue.pull?.base.ref === value
    case 'draft':
      return String(issue.pull?.draft) === value
    case 'sort':
    case 'archived':
      return true
    default:
      throw unprocessable(`The search qualifier "${key}:" is not implemented by the embedded GitHub.`)
  }
}

function isOf({ pull, state }: Issue, value: string): boolean {
  switch (value) {
    case 'pr':
    case 'pull-request':
      return pull !== undefined
    case 'issue':
      return pull === undefined
    case 'open':
    case 'closed':
      return state === value
    case 'merged':
      return (pull?.mergedAt ?? null) !== null
    case 'draft':
      return pull?.draft === true
    default:
      return false
  }
}
