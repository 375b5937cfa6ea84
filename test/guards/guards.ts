import { AGENTS } from './agents.ts'
import { CANDIDATE_CODE } from './candidate-code.ts'
import { CHECKS_AND_WEBHOOKS } from './checks-and-webhooks.ts'
import { GIT_AND_NAMES } from './git-and-names.ts'
import type { Guard } from './guard.ts'
import { ISSUE_TEXT } from './issue-text.ts'
import { LIMITS_PAGES_SUPPLY } from './limits-pages-supply.ts'
import { LOG } from './log.ts'
import { SECRETS } from './secrets.ts'

/** Every measure of docs/threats.md, clause by clause. */
export const GUARDS: readonly Guard[] = [
  ...CANDIDATE_CODE,
  ...ISSUE_TEXT,
  ...AGENTS,
  ...GIT_AND_NAMES,
  ...CHECKS_AND_WEBHOOKS,
  ...SECRETS,
  ...LOG,
  ...LIMITS_PAGES_SUPPLY,
]
