import { ForgeError, InstallationLimited } from '../../ports/forge-errors.ts'

/** What happens after an error of GitHub's, or what an operator has to do about it; undefined for any other error. */
export function nextAfter(error: unknown): string | undefined {
  if (error instanceof InstallationLimited) return error.next
  return error instanceof ForgeError ? nextAfterKind(error.kind) : undefined
}

function nextAfterKind(kind: ForgeError['kind']): string {
  switch (kind) {
    case 'rate-limited':
      return 'It goes on by itself when GitHub allows it again.'
    case 'unavailable':
      return 'It is tried again by itself.'
    case 'forbidden':
      return "Look whether the App's installation grants the permissions of app.yml, and whether a rule of the repository forbids this; it is tried again, less and less often."
    case 'not-found':
      return 'Look whether the App is still installed there, and the repository still has this name; it is tried again, less and less often.'
    case 'unprocessable':
      return 'GitHub does not accept this as it is; it is tried again, less and less often.'
    default:
      return kind satisfies never
  }
}
