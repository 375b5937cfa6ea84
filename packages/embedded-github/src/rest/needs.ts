import type { Need } from '../access/permissions.ts'

/** What calls need, by family, as GitHub's permission tables say. */
export const readMetadata: Need = { permissions: ['metadata'], access: 'read' }
export const readContents: Need = { permissions: ['contents'], access: 'read' }
export const writeContents: Need = { permissions: ['contents'], access: 'write' }
export const readIssues: Need = { permissions: ['issues', 'pull_requests'], access: 'read' }
/** Anybody who can see a repository may open issues and comment. */
export const contribute: Need = { permissions: ['issues', 'pull_requests'], access: 'write', role: 'read' }
export const triage: Need = { permissions: ['issues', 'pull_requests'], access: 'write', role: 'triage' }
export const editLabels: Need = { permissions: ['issues', 'pull_requests'], access: 'write', role: 'write' }
export const readPullRequests: Need = { permissions: ['pull_requests'], access: 'read' }
export const writePullRequests: Need = { permissions: ['pull_requests'], access: 'write', role: 'write' }
export const review: Need = { permissions: ['pull_requests'], access: 'write', role: 'read' }
export const readChecks: Need = { permissions: ['checks'], access: 'read' }
export const writeChecks: Need = { permissions: ['checks'], access: 'write', appsOnly: true }
export const readStatuses: Need = { permissions: ['statuses'], access: 'read' }
export const writeStatuses: Need = { permissions: ['statuses'], access: 'write' }
export const readActions: Need = { permissions: ['actions'], access: 'read' }
export const writeActions: Need = { permissions: ['actions'], access: 'write' }
