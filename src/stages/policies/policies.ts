import type { PolicyName } from '../../domain/settings/policy-settings.ts'
import { lexicographic } from './lexicographic.ts'
import type { Policy } from './policy.ts'
import { scorecard } from './scorecard.ts'
import { vote } from './vote.ts'

/** Every policy that `policy.name` may name. */
export const POLICIES: { readonly [name in PolicyName]: Policy } = { vote, scorecard, lexicographic }
