import { canSee } from '../../access/permissions.ts'
import { ApiError } from '../../api-error.ts'
import { type Actor, type GitHub, labelsOf } from '../../github.ts'
import type { Issue, Repository } from '../../model.ts'

interface FoundIssue {
  readonly repository: Repository
  readonly issue: Issue
}

/**
 * Issues and pull requests by the qualifiers that people and tools use most, newest first. Throws 422 for one that it does not know: it
 * would find what was not asked for.
 */
export function searchIssues(github: GitHub, actor: Actor, query: string): readonly FoundIssue[] {
  const terms = [...query.matchAll(/(?:(-?[\w-]+):)?(?:"([^"]*)"|(\S+))/g)].map(
    ([, key, quoted, plain]): Term => ({ key, value: quoted ?? plain ?? '' }),
  )
  return github.state.repositories
    .filter((repository) => canSee(github, actor, repository))
    .flatMap((repository) => repository.issues.map((issue) => ({ repository, issue })))
    .filter((one) => terms.every((term) => matches(actor, one, term)) && has(one.issue, terms))
    .sort((a, b) => b.issue.number - a.issue.number)
}

interface Term {
  readonly key: string | undefined
  readonly value: string
}

function matches(
  actor: Actor,
  { repository, issue }: { readonly repository: Repository; readonly issue: Issue },
  { key, value }: Term,
): boolean {
  const login = value === '@me' ? actor.login : value
  switch (key) {
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
      return isMentioned(repository, issue, login)
    case 'head':
      return issue.pull?.head.ref === value
    case 'base':
      return issue.pull?.base.ref === value
    case 'draft':
      return String(issue.pull?.draft) === value
    case undefined:
    case 'in':
    case 'sort':
    case 'archived':
      return true
    default:
      throw new ApiError(422, `The search qualifier "${key}:" is not implemented by the embedded GitHub.`)
  }
}

/** In the description or a comment, as a name of its own. */
export function isMentioned(repository: Repository, issue: Issue, login: string): boolean {
  const comments = repository.comments.filter((comment) => comment.issue === issue.number)
  const named = `@${login.toLowerCase()}`
  return [issue, ...comments].some(({ body }) =>
    [...body.toLowerCase().matchAll(/(?<![\w`/])@[a-z\d](?:-?[a-z\d]){0,38}/g)].some(
      ([name]) => name === named,
    ),
  )
}

/** Words are looked for where `in:` says, or in title and body. */
function has({ title, body }: Issue, terms: readonly Term[]): boolean {
  const where = terms.flatMap(({ key, value }) => (key === 'in' ? value.split(',') : []))
  const texts = [
    where.includes('title') || where.length === 0 ? title : '',
    where.includes('body') || where.length === 0 ? body : '',
  ]
  const text = texts.join('\n').toLowerCase()
  return terms.every(({ key, value }) => key !== undefined || text.includes(value.toLowerCase()))
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
