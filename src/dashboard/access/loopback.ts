import { randomUUID } from 'node:crypto'
import type { Access } from './viewer.ts'

const OWN_NAME = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/

/**
 * Whoever sits at this machine sees everything, as its user could anyway; for a server that listens on loopback alone. A page of somebody
 * else that has its own name lead here (DNS rebinding) asks for that name, and gets nothing.
 */
export function loopbackAccess(): Access {
  const viewer = { login: undefined, isOperator: true, repositories: undefined, formKey: randomUUID() }
  return {
    viewerOf: async (context) => {
      if (OWN_NAME.test(context.req.header('host') ?? '')) return viewer
      return context.text('This server answers to names of its machine alone.\n', 403)
    },
  }
}
