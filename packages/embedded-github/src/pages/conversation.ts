import { withoutUndefined } from '@speculate-dev/system'
import type { GitCommit } from '../git/bare-repository.ts'
import { labelsOf } from '../github.ts'
import type { Issue, Reaction, Repository, Review, ReviewComment, TimelineEvent } from '../model.ts'
import { isSigned } from '../serializers/commit.ts'
import { type MarkdownContext, renderMarkdown } from './render-markdown.ts'
import { labelClass } from './render-view.ts'

/** One entry of a page's conversation, oldest first. `html` is safe; all other texts are foreign and get escaped. */
export interface Entry {
  readonly at: string
  readonly time: string
  readonly actor: string
  readonly anchor?: string
  /** A box with text. */
  readonly html?: string
  readonly note?: string
  /** A line about what happened. */
  readonly text?: string
  readonly label?: Chip
  readonly commit?: CommitLine
}

interface CommitLine {
  readonly oid: string
  readonly short: string
  readonly subject: string
  /** Signed, and the signature is good. */
  readonly verified: boolean
}

export interface Chip {
  readonly name: string
  readonly className: string
}

export function chipsOf(repository: Repository, issue: Issue): Chip[] {
  return labelsOf(repository, issue).map(({ name, color }) => ({ name, className: labelClass(color) }))
}

/** What was said and done on an issue or pull request, with the commits given. */
export function conversation(
  repository: Repository,
  issue: Issue,
  { commits, context }: { readonly commits: readonly GitCommit[]; readonly context: MarkdownContext },
): Entry[] {
  const of = <T extends { readonly issue: number }>(all: readonly T[]) =>
    all.filter((one) => one.issue === issue.number)
  const opening = entry(issue.createdAt, issue.author, {
    html: bodyHtml(issue.body, context),
    note: 'opened this',
  })
  const later = [
    ...of(repository.comments).map((comment) =>
      entry(comment.createdAt, comment.author, {
        anchor: `issuecomment-${comment.id}`,
        html: bodyHtml(comment.body, context),
        note: [
          comment.lastEditedAt === null ? 'commented' : 'commented (edited)',
          ...(comment.reactions ?? []).map(({ author, content }) => `${EMOJI[content]} by ${author}`),
        ].join(' · '),
      }),
    ),
    ...of(repository.timeline).map((event) => entry(event.createdAt, event.actor, whatHappened(event))),
    ...of(repository.reviews).map((review) => reviewEntry(review, repository.reviewComments, context)),
    ...commits.map((commit) => commitEntry(repository, commit)),
  ]
  return [opening, ...later.toSorted((one, other) => one.at.localeCompare(other.at))]
}

const EMOJI: Record<Reaction['content'], string> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
}

/** `2026-11-20 16:10:02 UTC`. */
export function readableTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`
}

export function commitEntry(repository: Repository, commit: GitCommit): Entry {
  const subject = commit.message.split('\n')[0] ?? ''
  const verified = isSigned(repository, commit)
  return entry(commit.committer.date, commit.author.name, {
    text: 'added a commit',
    commit: { oid: commit.oid, short: commit.oid.slice(0, 7), subject, verified },
  })
}

function entry(at: string, actor: string, rest: Omit<Entry, 'at' | 'time' | 'actor'>): Entry {
  return { at: new Date(at).toISOString(), time: readableTime(new Date(at).toISOString()), actor, ...rest }
}

function bodyHtml(body: string, context: MarkdownContext): string {
  return body.trim() === '' ? '<p><em>No description provided.</em></p>' : renderMarkdown(body, context)
}

function reviewEntry(review: Review, comments: readonly ReviewComment[], context: MarkdownContext): Entry {
  const said = {
    APPROVED: 'approved these changes',
    CHANGES_REQUESTED: 'requested changes',
    COMMENTED: 'reviewed',
    DISMISSED: 'reviewed (dismissed)',
    PENDING: 'started a review',
  }[review.state]
  const anchor = `pullrequestreview-${review.id}`
  const lines = comments.filter((comment) => comment.review === review.id)
  const body = [review.body, ...lines.map(onLine)].filter((text) => text.trim() !== '').join('\n\n')
  if (body === '') return entry(review.submittedAt, review.author, { anchor, text: said })
  return entry(review.submittedAt, review.author, {
    anchor,
    html: renderMarkdown(body, context),
    note: said,
  })
}

/** GitHub shows the code beside the comment; here only its place is shown. */
function onLine({ path, line, body }: ReviewComment): string {
  return `**${path}${line === null ? '' : `:${line}`}**\n\n${body}`
}

function whatHappened(event: TimelineEvent): Pick<Entry, 'text' | 'label'> {
  const label = event.label && { name: event.label.name, className: labelClass(event.label.color) }
  switch (event.kind) {
    case 'labeled':
      return { text: 'added the label', ...withoutUndefined({ label }) }
    case 'unlabeled':
      return { text: 'removed the label', ...withoutUndefined({ label }) }
    case 'closed':
      return { text: 'closed this' }
    case 'reopened':
      return { text: 'reopened this' }
    case 'merged':
      return { text: 'merged this' }
    case 'renamed':
      return { text: `changed the title from “${event.rename?.from}” to “${event.rename?.to}”` }
    case 'ready_for_review':
      return { text: 'marked this as ready for review' }
    case 'convert_to_draft':
      return { text: 'converted this to a draft' }
    case 'head_ref_force_pushed':
      return {
        text: `force-pushed from ${event.commits?.before.slice(0, 7)} to ${event.commits?.after.slice(0, 7)}`,
      }
    case 'head_ref_deleted':
      return { text: 'deleted the branch' }
    case 'base_ref_changed':
      return { text: `changed the base branch from ${event.bases?.from} to ${event.bases?.to}` }
    case 'automatic_base_change_succeeded':
      return { text: `renamed the base branch from ${event.bases?.from} to ${event.bases?.to}` }
    case 'review_requested':
      return { text: `requested a review from ${event.reviewer}` }
    case 'review_request_removed':
      return { text: `withdrew the review request for ${event.reviewer}` }
    case 'assigned':
      return { text: `assigned ${event.assignee}` }
    case 'unassigned':
      return { text: `unassigned ${event.assignee}` }
    default:
      throw event.kind satisfies never
  }
}
