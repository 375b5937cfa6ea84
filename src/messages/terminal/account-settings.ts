import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { BeginningFacts } from '../../domain/run/snapshot.ts'
import { oneLine } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'

/** What is known of the settings of an account: as the App has found them, or as whoever rehearses could. */
export type KnownAccount =
  | { readonly kind: 'text' | 'no file' | 'not installed' | 'not asked' }
  | { readonly kind: 'unread'; readonly why: string }

/** Whether settings of the account act as well. */
export function accountText(
  known: KnownAccount,
  { acting, owner }: { readonly acting: BeginningFacts['account']; readonly owner: RepositoryRef['owner'] },
): string {
  const name = `${owner}/.github`
  if (acting) return `${acting.file} also says: ${list(acting.keys)}`
  switch (known.kind) {
    case 'text':
      return `nothing acts of what ${name} says`
    case 'no file':
      return `${name} has none`
    case 'not installed':
      return `none are read: the App is not installed on ${name}, or there is no such repository`
    case 'not asked':
      return `${name} was not looked at; with GITHUB_TOKEN in the environment it is`
    case 'unread':
      return `${name} could not be read (${oneLine(known.why)})`
    default:
      return known satisfies never
  }
}

/** The same where nobody runs the App: it would read them. */
export function accountLine(...said: Parameters<typeof accountText>): string {
  return `settings of the account, which act where the App is installed on its repository .github: ${accountText(...said)}`
}
