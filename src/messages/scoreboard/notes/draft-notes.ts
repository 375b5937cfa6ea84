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
    `${most.skipped} of ${count(most.of, 'check')} did not run because the pull request is a draft: GitHub reports them as skipped, and a check that did not run proves nothing.`,
    'To let checks run on drafts, remove `if: !github.event.pull_request.draft` from the workflow, and where `on: pull_request` lists `types`, include `opened`, `synchronize` and `reopened`.',
  ]
}
