import type { GitHubContext } from '../github-context.ts'
import type { Issue, Repository } from '../model.ts'
import type { OfferedActs } from './acts/offered-acts.ts'
import type { Person } from './acts/receive-act.ts'
import { checkRows, overallIcon } from './checks-view.ts'
import { chipsOf, conversation, readableTime } from './conversation.ts'
import type { ShownPage } from './create-pages.ts'
import type { MarkdownContext } from './render-markdown.ts'

export function issuePage(
  github: GitHubContext,
  repository: Repository,
  { issue, acts }: { readonly issue: Issue; readonly acts: OfferedActs | undefined },
): ShownPage {
  const entries = conversation(repository, issue, {
    commits: [],
    context: markdownContext(github, repository),
  })
  return {
    view: 'issue',
    title: `${issue.title} · Issue #${issue.number}`,
    repository: { owner: repository.owner, repo: repository.name, tab: 'issues' },
    data: {
      ...headline(repository, issue),
      said: `opened this issue ${readableTime(issue.createdAt)}`,
      base: `/${repository.owner}/${repository.name}`,
      entries,
    },
    acts,
  }
}

/** Issues or pull requests, newest first. */
export function listPage(
  repository: Repository,
  kind: 'issues' | 'pulls',
  { state, person }: { readonly state: string | undefined; readonly person?: Person | undefined },
): ShownPage {
  const all = repository.issues.filter((issue) => (issue.pull !== undefined) === (kind === 'pulls'))
  const open = state !== 'closed'
  const shown = all.filter((issue) => (issue.state === 'open') === open).toReversed()
  const base = `/${repository.owner}/${repository.name}/${kind === 'pulls' ? 'pull' : 'issues'}`
  const openCount = all.filter((issue) => issue.state === 'open').length
  return {
    view: 'list',
    title: `${kind === 'pulls' ? 'Pull requests' : 'Issues'} · ${repository.owner}/${repository.name}`,
    repository: { owner: repository.owner, repo: repository.name, tab: kind },
    takesForms: person !== undefined,
    data: {
      person,
      open,
      openCount,
      closedCount: all.length - openCount,
      rows: shown.map((issue) => ({
        ...headline(repository, issue),
        href: `${base}/${issue.number}`,
        time: readableTime(issue.createdAt),
        icon: issue.pull && overallIcon(checkRows(repository, issue.pull.head.sha, () => '')),
        comments: commentsText(
          repository.comments.filter((comment) => comment.issue === issue.number).length,
        ),
      })),
    },
  }
}

function commentsText(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 comment' : `${count} comments`
}

export function headline(repository: Repository, issue: Issue) {
  const { number, title, author } = issue
  return { number, title, author, ...stateOf(issue), labels: chipsOf(repository, issue) }
}

export function markdownContext({ url }: GitHubContext, repository: Repository): MarkdownContext {
  return { url, owner: repository.owner, repo: repository.name, images: 'link' }
}

function stateOf({ state, stateReason, pull }: Issue): { state: string; stateText: string } {
  if (pull?.mergedAt) return { state: 'merged', stateText: 'Merged' }
  if (pull && state === 'open' && pull.draft) return { state: 'draft', stateText: 'Draft' }
  if (state === 'open') return { state: 'open', stateText: 'Open' }
  if (pull) return { state: 'closed', stateText: 'Closed' }
  return { state: stateReason === 'not_planned' ? 'not-planned' : 'completed', stateText: 'Closed' }
}
