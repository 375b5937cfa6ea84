import { allows } from '../access/permissions.ts'
import type { GitHub, WebhookEvent } from '../github.ts'
import type { App, Installation } from '../model.ts'

const permissionFor: Readonly<Record<string, readonly string[]>> = {
  issues: ['issues'],
  issue_comment: ['issues', 'pull_requests'],
  label: ['metadata'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  pull_request_review_comment: ['pull_requests'],
  push: ['contents'],
  repository: ['metadata'],
  create: ['contents'],
  delete: ['contents'],
  check_run: ['checks'],
  check_suite: ['checks'],
  status: ['statuses'],
  workflow_run: ['actions'],
  workflow_job: ['actions'],
}

export interface Listener {
  readonly app: App
  readonly installation: Installation | undefined
}

/** Events about the installation itself come unasked; all others only where asked for and allowed. */
export function listeners(github: GitHub, event: WebhookEvent): Listener[] {
  return github.state.apps.flatMap((app): Listener[] => {
    if (app.hook === null || (event.onlyApp !== undefined && event.onlyApp !== app.id)) return []
    if (event.event === 'ping') return [{ app, installation: undefined }]
    const installation = github.state.installations.find(
      (candidate) =>
        candidate.appId === app.id &&
        (candidate.suspendedAt === null || event.event === 'installation') &&
        (event.repository === undefined || candidate.repositories.includes(event.repository.id)),
    )
    if (installation === undefined) return []
    const permissions = permissionFor[event.event]
    if (permissions === undefined) return [{ app, installation }]
    if (!installation.events.includes(event.event)) return []
    return permissions.some((permission) => allows(installation.permissions, permission, 'read'))
      ? [{ app, installation }]
      : []
  })
}
