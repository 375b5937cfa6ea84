import { withoutUndefined } from '@speculate-dev/system'
import { nodeId } from '../../ids.ts'
import type { Issue, Repository, TimelineEvent, TimelineKind } from '../../model.ts'
import { actorView, connection, type PageArguments, type View } from './view.ts'

export interface TimelineArguments extends PageArguments {
  /** `LABELED_EVENT`, …; all of them without. */
  readonly itemTypes?: readonly string[] | null
  readonly since?: string | null
}

const typeNames: Record<TimelineKind, string> = {
  labeled: 'LabeledEvent',
  unlabeled: 'UnlabeledEvent',
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
  renamed: 'RenamedTitleEvent',
  ready_for_review: 'ReadyForReviewEvent',
  convert_to_draft: 'ConvertToDraftEvent',
  head_ref_force_pushed: 'HeadRefForcePushedEvent',
  head_ref_deleted: 'HeadRefDeletedEvent',
  base_ref_changed: 'BaseRefChangedEvent',
  automatic_base_change_succeeded: 'AutomaticBaseChangeSucceededEvent',
  review_requested: 'ReviewRequestedEvent',
  review_request_removed: 'ReviewRequestRemovedEvent',
  merged: 'MergedEvent',
  assigned: 'AssignedEvent',
  unassigned: 'UnassignedEvent',
}

interface TimelineItem {
  readonly id: number
  readonly createdAt: string
  readonly type: string
  readonly show: () => unknown
}

/** Events, comments and reviews of one issue or pull request, oldest first. */
export function timelineItems(
  view: View,
  repository: Repository,
  of: { readonly issue: Issue; readonly args: TimelineArguments },
) {
  const { issue, args } = of
  const mine = (item: { issue: number }) => item.issue === issue.number
  const all: TimelineItem[] = [
    ...repository.timeline.filter(mine).map((event) => ({
      ...event,
      type: typeNames[event.kind],
      show: () => eventView(view, repository, event),
    })),
    ...repository.comments.filter(mine).map((comment) => ({
      ...comment,
      type: 'IssueComment',
      show: () => view.objects.commentView(view, repository, comment),
    })),
    ...repository.reviews.filter(mine).map((review) => ({
      ...review,
      createdAt: review.submittedAt,
      type: 'PullRequestReview',
      show: () => view.objects.reviewView(view, repository, review),
    })),
  ]
  const shown = all
    .filter(({ type }) => args.itemTypes?.includes(constantCase(type)) ?? true)
    .filter(({ createdAt }) => !args.since || createdAt >= args.since)
    .sort((a, b) => a.id - b.id)
  const items = connection(shown, args, (item) => item.show())
  return {
    ...items,
    filteredCount: shown.length,
    pageCount: shown.length,
    updatedAt: issue.updatedAt,
  }
}

/** `LabeledEvent` to `LABELED_EVENT`, as the schema names both. */
function constantCase(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase()
}

function labelView({ labels }: Repository, label: NonNullable<TimelineEvent['label']>) {
  const id = labels.find(({ name }) => name === label.name)?.id ?? 0
  return { __typename: 'Label', ...label, id: nodeId('Label', id) }
}

function eventView(view: View, repository: Repository, event: TimelineEvent) {
  const commit = (oid: string | undefined) =>
    oid === undefined ? null : view.objects.commitView(view, repository, oid)
  return {
    __typename: typeNames[event.kind],
    id: nodeId('TimelineEvent', event.id),
    createdAt: event.createdAt,
    actor: actorView(view, event.actor),
    ...withoutUndefined({
      label: event.label && labelView(repository, event.label),
      previousTitle: event.rename?.from,
      currentTitle: event.rename?.to,
      previousRefName: event.bases?.from,
      currentRefName: event.bases?.to,
      oldBase: event.bases?.from,
      newBase: event.bases?.to,
      beforeCommit: event.commits && (() => commit(event.commits?.before)),
      afterCommit: event.commits && (() => commit(event.commits?.after)),
      requestedReviewer: event.reviewer && actorView(view, event.reviewer),
      assignee: event.assignee && actorView(view, event.assignee),
      user: event.assignee && actorView(view, event.assignee),
    }),
    ...(event.kind === 'closed' && { stateReason: null, closer: null }),
    ...(event.kind === 'reopened' && { stateReason: null }),
  }
}
