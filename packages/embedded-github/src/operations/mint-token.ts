import { randomBytes } from 'node:crypto'
import { withoutUndefined } from '@speculate-dev/system'
import type { GitHub } from '../github.ts'
import type { Installation, Permissions, Token } from '../model.ts'

const HOUR_MS = 3_600_000

/** An installation token for an hour. Expired ones are forgotten. */
export function mintToken(
  github: GitHub,
  grant: {
    readonly installation: Pick<Installation, 'id' | 'appId'>
    readonly permissions: Permissions
    readonly repositories?: number[]
  },
): Extract<Token, { kind: 'installation' }> {
  const now = github.clock.now()
  github.state.tokens = github.state.tokens.filter(
    ({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > now,
  )
  const token: Extract<Token, { kind: 'installation' }> = {
    kind: 'installation',
    token: `ghs_${randomBytes(18).toString('hex')}`,
    appId: grant.installation.appId,
    installationId: grant.installation.id,
    permissions: grant.permissions,
    ...withoutUndefined({ repositories: grant.repositories }),
    expiresAt: new Date(now + HOUR_MS).toISOString().replace(/\.\d+/, ''),
  }
  github.state.tokens.push(token)
  return token
}
