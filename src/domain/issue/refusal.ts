import type { ConfigurationProblem } from '../parse-result.ts'
import type { SpentLimit } from '../run/budget.ts'
import type { WorkKind } from './checklist.ts'
import type { Role } from './issue.ts'

/** Why nothing was started; each kind has one text in `messages/refusal.ts`. */
export type Refusal =
  | { readonly kind: 'disabled' }
  | { readonly kind: 'archived' }
  | { readonly kind: 'issue-closed' }
  /** R7: git can hold no branch below another one, and candidates' branches would lie below the default branch. */
  | { readonly kind: 'default-branch-in-the-way'; readonly branch: string }
  /** It is not known who added the label: the timeline does not say. */
  | { readonly kind: 'unknown-actor' }
  | { readonly kind: 'bot'; readonly actor: string }
  | { readonly kind: 'not-allowed'; readonly actor: string; readonly role: Role }
  /** T2: agents are given no text of people who may not write here, unless the repository says so. */
  | { readonly kind: 'author-not-allowed'; readonly author: string | undefined }
  /** A1: people decide first. */
  | { readonly kind: 'design-first'; readonly work: Extract<WorkKind, { kind: 'design' }> }
  /** B7: in stage `red` somebody must say which check runs the tests. */
  | { readonly kind: 'no-red-check' }
  /** T5: the text is not the one that was labelled. */
  | { readonly kind: 'edited-after-labelling'; readonly labelledAt: string; readonly editedAt: string }
  | { readonly kind: 'configuration'; readonly problems: readonly ConfigurationProblem[] }
  /** E5: a candidate without evidence cannot be promoted, so none is written. */
  | { readonly kind: 'no-verifier'; readonly branch: string }
  /** The same: nobody could be judged by these, whatever they wrote. `why` is a clause. */
  | {
      readonly kind: 'never-runs'
      readonly branch: string
      readonly checks: readonly { readonly check: string; readonly why: string }[]
    }
  /** What was asked for with the command is not possible here; `why` is a clause of ours about what is. */
  | { readonly kind: 'option'; readonly option: string; readonly why: string }
  | { readonly kind: 'no-toolchain' }
  /** E5: declined before anything is spent. `until`: ISO-8601, when the next UTC day begins. */
  | { readonly kind: 'day-spent'; readonly spent: SpentLimit; readonly until: string }
  /** E8: it waits, and begins by itself. `until`: ISO-8601, when the next UTC day begins. */
  | { readonly kind: 'runs-of-day'; readonly most: number; readonly until: string }
  | { readonly kind: 'no-room'; readonly most: number }
  | { readonly kind: 'unknown-toolchain'; readonly toolchain: string; readonly configured: readonly string[] }
