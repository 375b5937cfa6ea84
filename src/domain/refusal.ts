import type { Role } from './issue.ts'
import type { ConfigurationProblem } from './snapshot.ts'

/** Why nothing was started; each kind has one text in `messages/refusal.ts`. */
export type Refusal =
  | { readonly kind: 'disabled' }
  | { readonly kind: 'archived' }
  | { readonly kind: 'issue-closed' }
  /** Nobody can be held to have put the label on: the timeline does not say who did. */
  | { readonly kind: 'unknown-actor' }
  | { readonly kind: 'bot'; readonly actor: string }
  | { readonly kind: 'not-allowed'; readonly actor: string; readonly role: Role }
  /** T5: the text is not the one that was labelled. */
  | { readonly kind: 'edited-after-labelling'; readonly labelledAt: string; readonly editedAt: string }
  | { readonly kind: 'configuration'; readonly problems: readonly ConfigurationProblem[] }
  /** E5: a candidate without evidence cannot be promoted, so none is written. */
  | { readonly kind: 'no-verifier'; readonly branch: string }
  | { readonly kind: 'no-toolchain' }
  | { readonly kind: 'unknown-toolchain'; readonly toolchain: string; readonly configured: readonly string[] }
