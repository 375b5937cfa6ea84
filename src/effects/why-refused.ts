import { messageOf } from '@speculate-dev/system'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { InstallationLimited } from '../ports/forge-errors.ts'

/** Why the installation lets nothing be done in a repository just now; undefined where it does. */
export type AskLimits = (repository: RepositoryRef) => Promise<InstallationLimited | undefined>

/** Refused by the forge, or by its git, which does not say why. */
export function isRefusal(error: unknown): boolean {
  return error instanceof InstallationLimited || /returned error: 40[13]\b/.test(messageOf(error))
}

/** What the forge says of a refusal of its git, and the error itself where that is no such refusal or cannot be told. */
export async function whyRefused(
  error: unknown,
  repository: RepositoryRef,
  limits: AskLimits | undefined,
): Promise<unknown> {
  if (error instanceof InstallationLimited || !isRefusal(error)) return error
  return (await limits?.(repository).catch(() => undefined)) ?? error
}
