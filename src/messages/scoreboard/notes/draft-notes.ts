import type { Row } from '../../../domain/judgement/row.ts'
import { count } from '../../numbers.ts'

/** What to change in the workflows, where checks leave out drafts; nothing when none was skipped. */
export function draftNotes(rows: readonly Row[]): string[] {
  const [most] = rows
    .map(({ checks }) => ({
      skipped: checks.filter((check) => check.skippedOnDraft).length,
      of: checks.length,
    }))
    .sort((a, b) => b.skipped - a.skipped)
  if (!most || most.skipped === 0) return []
  return [
    `${most.skipped} of ${count(most.of, 'check')} did not run because the pull request is a draft: GitHub says that they were skipped, and what did not run proves nothing.`,
    'To let checks run on drafts, take `if: !github.event.pull_request.draft` out of the workflow, and where `on: pull_request` has a list of `types`, let it name `opened`, `synchronize` and `reopened`.',
  ]
}
