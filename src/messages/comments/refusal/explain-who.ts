import type { Refusal } from '../../../domain/issue/refusal.ts'
import { codeSpan } from '../../foreign/foreign-text.ts'
import { AGAIN, type By, type Explanation } from './explanation.ts'

/** Who asked may not. */
export function explainActor(
  refusal: Extract<Refusal, { kind: 'unknown-actor' | 'bot' | 'not-allowed' }>,
  by: By,
): Explanation {
  const next = `Somebody with write access can ${AGAIN[by]}.`
  switch (refusal.kind) {
    case 'unknown-actor':
      return { why: 'It is not known who added the label, so it is not known whether they may.', next }
    case 'bot':
      return {
        why: `${codeSpan(refusal.actor, 50)} is not a person, and only people start a speculation.`,
        next,
      }
    case 'not-allowed':
      return {
        why: `${codeSpan(refusal.actor, 50)} ${by === 'text' ? 'asks for a run in this issue' : 'added the label'} with ${ROLES[refusal.role]}, and starting a speculation needs write access.`,
        next,
      }
    default:
      return refusal satisfies never
  }
}

const ROLES = {
  none: 'no access to this repository',
  read: 'read access',
  triage: 'triage access',
  write: 'write access',
  maintain: 'maintain access',
  admin: 'admin access',
} as const

/** Who wrote the issue may not be read by agents. */
export function explainAuthor(author: string | undefined, again: string): Explanation {
  const who = author === undefined ? 'nobody whose account still exists' : codeSpan(author, 50)
  return {
    why: `This issue was written by ${who}, and agents are given only text by people who can write to this repository.`,
    next: `Somebody with write access opens an issue that states the request in their own words, and labels it; or sets \`issue_authors: anyone\` on the default branch in \`.github/speculate.yml\`, reads this text, and then can ${again}.`,
  }
}
