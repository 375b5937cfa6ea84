import { randomUUID } from 'node:crypto'
import { isOwnName } from '@speculate-dev/system'
import type { Access } from './viewer.ts'

/**
 * Whoever sits at this machine sees everything, as its user could anyway; for a server that listens on loopback alone. Who asks for
 * another name than one of this machine gets nothing.
 */
export function loopbackAccess(): Access {
  const viewer = { login: undefined, isOperator: true, repositories: undefined, formKey: randomUUID() }
  return {
    viewerOf: async (context) => {
      if (isOwnName(context.req.header('host'))) return viewer
      return context.text('This server answers to names of its machine alone.\n', 403)
    },
  }
}
