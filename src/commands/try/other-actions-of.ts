import { join } from 'node:path'
import { usersCache } from '../../adapters/own-files.ts'

/** The folder with actions of other people that jobs may run, each in `OWNER/NAME@REF`; undefined where none may. */
export function otherActionsOf({
  allowActions = false,
}: {
  readonly allowActions?: boolean
}): string | undefined {
  return allowActions ? join(usersCache(), 'actions') : undefined
}
