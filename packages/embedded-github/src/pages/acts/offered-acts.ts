import type { Issue, Repository } from '../../model.ts'
import { type Chip, chipsOf } from '../conversation.ts'

/** What the page of an issue or pull request offers to the person who started the server. */
export interface OfferedActs {
  readonly person: string
  /** Where the forms go. */
  readonly path: string
  /** Proves that a form is of a page of this server. */
  readonly key: string
  readonly labels: readonly Chip[]
  /** Labels of the repository that are not on it. */
  readonly addable: readonly string[]
  readonly buttons: readonly { readonly act: string; readonly text: string; readonly isMain: boolean }[]
}

export function offeredActs(
  repository: Repository,
  issue: Issue,
  { person, key }: { readonly person: string; readonly key: string },
): OfferedActs {
  const labels = chipsOf(repository, issue)
  return {
    person,
    path: `/${repository.owner}/${repository.name}/issues/${issue.number}`,
    key,
    labels,
    addable: repository.labels
      .map(({ name }) => name)
      .filter((name) => labels.every((label) => label.name !== name)),
    buttons: buttonsOf(issue),
  }
}

function buttonsOf({ state, pull }: Issue): OfferedActs['buttons'] {
  const comment = { act: 'comment', text: 'Comment', isMain: true }
  if (!pull)
    return [
      comment,
      state === 'open'
        ? { act: 'close', text: 'Close issue', isMain: false }
        : { act: 'reopen', text: 'Reopen issue', isMain: false },
    ]
  if (pull.mergedAt) return [comment]
  if (state === 'closed') return [comment, { act: 'reopen', text: 'Reopen pull request', isMain: false }]
  return [
    comment,
    { act: 'close', text: 'Close pull request', isMain: false },
    ...(pull.draft
      ? [{ act: 'ready', text: 'Mark ready for review', isMain: false }]
      : [
          { act: 'draft', text: 'Convert to draft', isMain: false },
          { act: 'merge', text: 'Merge pull request', isMain: false },
        ]),
  ]
}
