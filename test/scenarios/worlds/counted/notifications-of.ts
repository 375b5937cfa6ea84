import { isPullRequest, type Repository, type TimelineEvent } from '@speculate-dev/embedded-github'

/** What GitHub tells somebody of, in an e-mail or their inbox. */
export interface Notified {
  /** Grows with time. */
  readonly id: number
  /** The conversation. */
  readonly on: number
  readonly by: string
  readonly what: string
  /** Whoever is told, and takes part in the conversation from then on; everybody who takes part, without it. */
  readonly only?: string | undefined
}

/**
 * GitHub tells who takes part in a conversation of what is new in it: comments and reviews, and that it was closed, opened again or merged,
 * or is ready for review. Of what is edited, of labels, titles, reactions and drafts that become one again it tells nobody, and of what a
 * person did themselves it tells everybody else. Who watches the repository is told of every conversation, and that it began.
 * See "About notifications" in GitHub's documentation.
 */
export function notificationsOf(repository: Repository): readonly Notified[] {
  const opened = repository.issues.map((issue): Notified => {
    const what = isPullRequest(issue) ? 'opened as a draft' : 'opened'
    return { id: issue.id, on: issue.number, by: issue.author, what }
  })
  const said = [...repository.comments, ...repository.reviews].map(
    ({ id, issue, author, body }): Notified => ({
      id,
      on: issue,
      by: author,
      what: `comment: ${kindOf(body)}`,
    }),
  )
  const happened = repository.timeline.flatMap((event) => ofEvent(event))
  return [...opened, ...said, ...happened].toSorted((one, other) => one.id - other.id)
}

const TOLD: Partial<Record<TimelineEvent['kind'], string>> = {
  closed: 'closed',
  reopened: 'opened again',
  merged: 'merged',
  ready_for_review: 'ready for review',
}

function ofEvent({ id, issue, kind, actor, reviewer }: TimelineEvent): Notified[] {
  if (kind === 'review_requested')
    return [{ id, on: issue, by: actor, what: 'review requested', only: reviewer }]
  const what = TOLD[kind]
  return what === undefined ? [] : [{ id, on: issue, by: actor, what }]
}

function kindOf(body: string): string {
  return /<!-- speculate:([a-z-]+)/.exec(body)?.[1] ?? 'of a person'
}

/** What a person is told of who watches nothing: of the conversations that they have begun, written in, changed, or were asked for a review in. */
export function toldTo(login: string, all: readonly Notified[]): readonly Notified[] {
  const takesPart = new Set<number>()
  return all.filter(({ on, by, only }) => {
    if (by === login || only === login) takesPart.add(on)
    return by !== login && (only === undefined ? takesPart.has(on) : only === login)
  })
}

/** What a person is told of who watches the repository and does nothing. */
export function toldToWatchers(all: readonly Notified[]): readonly Notified[] {
  return all.filter(({ only }) => only === undefined)
}
