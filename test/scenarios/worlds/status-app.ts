import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'

/** Another CI system, which sets commit statuses and check runs. */
export interface StatusApp {
  readonly id: number
  readonly client: Octokit
}

export async function aStatusApp({ github, repository }: EmbeddedStage, slug: string): Promise<StatusApp> {
  const { owner, repo } = repository
  const { admin, apiUrl } = github
  const app = await admin.registerApp({
    ...{ slug, owner, events: [], webhookSecret: 'a secret that nothing is signed with' },
    permissions: { statuses: 'write', checks: 'write', metadata: 'read' },
  })
  const installationId = await admin.installApp(app.id, owner, [repo])
  const auth = { appId: app.id, privateKey: app.privateKey, installationId }
  return { id: app.id, client: new Octokit({ authStrategy: createAppAuth, auth, baseUrl: apiUrl }) }
}
