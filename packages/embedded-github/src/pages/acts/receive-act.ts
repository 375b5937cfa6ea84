import type { Context } from 'hono'
import { findIssue, findRepository } from '../../github.ts'
import type { GitHubContext } from '../../github-context.ts'
import { isOwnPage } from '../../http/is-own-page.ts'
import type { ShownPage } from '../create-pages.ts'
import { Act, NewIssue } from './act.ts'
import { actAs, openIssueAs } from './act-as.ts'

export interface Person {
  readonly login: string
  /** What every form of this server holds. */
  readonly key: string
}

export type Received =
  | { readonly kind: 'done'; readonly path: string }
  | Refused
  | { readonly kind: 'unknown' }

interface Refused {
  readonly kind: 'refused'
  readonly status: 403 | 422
  readonly page: ShownPage
}

/** Does what a form on the page of an issue or pull request asks for. */
export async function receiveAct(github: GitHubContext, person: Person, c: Context): Promise<Received> {
  const repository = findRepository(github, c.req.param('owner') ?? '', c.req.param('repo') ?? '')
  const issue = repository && findIssue(repository, Number(c.req.param('number')))
  if (!repository || !issue) return { kind: 'unknown' }
  const path = `/${repository.owner}/${repository.name}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`
  const asked = await receiveForm(person, c, path)
  if ('kind' in asked) return asked
  const act = Act.safeParse(asked.fields)
  if (!act.success) return refused(422, act.error.issues[0]?.message ?? 'It is not known what to do.', path)
  const refusal = await actAs({ github, login: person.login, repository, issue }, act.data)
  return refusal === undefined ? { kind: 'done', path } : refused(422, refusal, path)
}

/** Opens an issue, and leads to its page. */
export async function receiveIssue(github: GitHubContext, person: Person, c: Context): Promise<Received> {
  const repository = findRepository(github, c.req.param('owner') ?? '', c.req.param('repo') ?? '')
  if (!repository) return { kind: 'unknown' }
  const path = `/${repository.owner}/${repository.name}/issues`
  const asked = await receiveForm(person, c, path)
  if ('kind' in asked) return asked
  const issue = NewIssue.safeParse(asked.fields)
  if (!issue.success)
    return refused(422, issue.error.issues[0]?.message ?? 'It is not known what to do.', path)
  const refusal = await openIssueAs({ github, login: person.login, repository }, issue.data)
  if (refusal !== undefined) return refused(422, refusal, path)
  const number = repository.issues.findLast(({ pull }) => !pull)?.number
  return { kind: 'done', path: `${path}/${number}` }
}

/** What a form of a page of this server sends; a form of any other page is refused. */
export async function receiveForm(
  person: Person,
  c: Context,
  path: string,
): Promise<{ readonly fields: Record<string, unknown> } | Refused> {
  if (!isOwnPage(c.req.header('host'), c.req.header('origin')))
    return refused(403, 'Only the pages of this server may do that.', path)
  const { key, ...fields } = await c.req.parseBody()
  if (key !== person.key) return refused(403, 'This form is from before the server was started anew.', path)
  return { fields }
}

export function refused(status: 403 | 422, text: string, path: string): Refused {
  const page = {
    view: 'message',
    title: 'Not done',
    data: { heading: 'Not done', text, back: path },
  } as const
  return { kind: 'refused', status, page }
}
