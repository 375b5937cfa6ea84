import { asMapping, findUnknownKeys, type Mapping, readList } from './read-mapping.ts'
import type { PullRequestTrigger } from './workflow.ts'

/** The `pull_request` part of `on`; undefined when the workflow is not triggered by pull requests. */
export function parseTrigger(on: unknown, findings: string[]): PullRequestTrigger | undefined {
  if (on === 'pull_request') return triggerFrom({}, findings)
  if (Array.isArray(on)) return on.includes('pull_request') ? triggerFrom({}, findings) : undefined
  const events = asMapping(on)
  if (!events || !Object.hasOwn(events, 'pull_request')) return undefined
  return triggerFrom(asMapping(events.pull_request) ?? {}, findings)
}

const FILTERS = ['types', 'branches', 'branches-ignore', 'paths', 'paths-ignore']

function triggerFrom(mapping: Mapping, findings: string[]): PullRequestTrigger {
  const where = { where: '`on.pull_request`', findings }
  findUnknownKeys(mapping, FILTERS, where)
  return {
    types: readList(mapping, 'types', where) ?? ['opened', 'synchronize', 'reopened'],
    branches: readList(mapping, 'branches', where),
    branchesIgnore: readList(mapping, 'branches-ignore', where),
    paths: readList(mapping, 'paths', where),
    pathsIgnore: readList(mapping, 'paths-ignore', where),
  }
}
