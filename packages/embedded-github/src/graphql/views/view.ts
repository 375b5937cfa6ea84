import { canSee, type Need, refusalOf } from '../../access/permissions.ts'
import { ApiError } from '../../api-error.ts'
import { type Actor, findUser, type GitHub } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import type { App, Comment, PullRequestIssue, Repository, Review } from '../../model.ts'

/** Every object of an answer is a view of the state for one actor. */
export interface View {
  readonly github: GitHub
  readonly actor: Actor
  readonly objects: Objects
}

/** Objects that lead back to those that name them, as a commit does to its repository: handed along, so that no two files import each other. */
export interface Objects {
  repositoryView(view: View, repository: Repository): object
  /** Null for a ref that does not exist. */
  refView(view: View, repository: Repository, name: string): Promise<object | null>
  commitView(view: View, repository: Repository, oid: string): object
  commentView(view: View, repository: Repository, comment: Comment): object
  reviewView(view: View, repository: Repository, review: Review): object
  pullRequestView(view: View, repository: Repository, issue: PullRequestIssue): object
}

/** The repositories that the actor may know of. */
export function visible({ github, actor }: View): Repository[] {
  return github.state.repositories.filter((repository) => canSee(github, actor, repository))
}

/** Throws what becomes a FORBIDDEN error; the field is null then and the rest of the answer stands. */
export function requireAccess(view: View, repository: Repository, need: Need): void {
  const refusal = refusalOf(view.github, view.actor, repository, need)
  if (refusal !== undefined) throw refusal
}

export function unprocessable(message: string): ApiError {
  return new ApiError(422, message)
}

export interface MutationInput {
  readonly clientMutationId?: string | null
}

/** What a client names its call, handed back with the answer. */
export function echo({ clientMutationId }: MutationInput) {
  return { clientMutationId: clientMutationId ?? null }
}

/** A bot's login has no `[bot]` in GraphQL. */
export function actorView({ github }: View, login: string) {
  const user = findUser(github, login)
  const type = login.endsWith('[bot]') ? 'Bot' : (user?.type ?? 'User')
  const isBot = type === 'Bot'
  const name = login.replace(/\[bot\]$/, '')
  return {
    __typename: type,
    id: nodeId(type, user?.id ?? 0),
    databaseId: user?.id ?? null,
    login: name,
    name: null,
    avatarUrl: () => `${github.url}/avatars/${user?.id ?? 0}`,
    url: isBot ? `${github.url}/apps/${name}` : `${github.url}/${name}`,
    resourcePath: isBot ? `/apps/${name}` : `/${name}`,
  }
}

export function appView(app: App) {
  return {
    __typename: 'App',
    id: nodeId('App', app.id),
    databaseId: app.id,
    slug: app.slug,
    name: app.name,
    createdAt: app.createdAt,
  }
}

export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/**
 * A connection; a node is made only when it is on the page. As on GitHub the number of all is there in any case, and everything else only
 * with `first` or `last`.
 */
export function connection<T>(items: readonly T[], args: PageArguments, toView: (item: T) => unknown) {
  const shown = () => pageOf(items, args)
  return {
    totalCount: items.length,
    nodes: () => shown().items.map(toView),
    edges: () =>
      shown().items.map((item, index) => ({ cursor: cursor(shown().start + index), node: toView(item) })),
    pageInfo: () => {
      const { start, end } = shown()
      return {
        hasNextPage: end < items.length,
        hasPreviousPage: start > 0,
        startCursor: start < end ? cursor(start) : null,
        endCursor: start < end ? cursor(end - 1) : null,
      }
    },
  }
}

/** Throws as GitHub does. */
function pageOf<T>(items: readonly T[], args: PageArguments) {
  const { first, last } = args
  const size = first ?? last
  if (size === undefined || size === null) {
    throw unprocessable('You must provide a `first` or `last` value to properly paginate the connection.')
  }
  if (size < 0 || size > 100) {
    throw unprocessable(
      `Requesting ${size} records on the connection exceeds the \`first\` limit of 100 records.`,
    )
  }
  const from = args.after ? position(args.after) + 1 : 0
  const to = args.before ? position(args.before) : items.length
  const start = typeof first === 'number' ? from : Math.max(from, to - size)
  const end = typeof first === 'number' ? Math.min(to, from + size) : to
  return { items: items.slice(start, end), start, end: Math.max(start, end) }
}

/** Of a list that is always empty here. */
export const none = (): null => null

function cursor(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64')
}

function position(text: string): number {
  const index = Number(Buffer.from(text, 'base64').toString().slice('cursor:'.length))
  if (!Number.isInteger(index)) throw unprocessable(`\`${text}\` does not appear to be a valid cursor.`)
  return index
}
