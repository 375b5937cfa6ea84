import type { Mapping } from '@speculate-dev/workflows'

/** Why a step with this action does nothing here, where a job may go on without it; undefined of an action that a job counts on. */
export function leftOutAction(uses: string, inputs: Mapping): string | undefined {
  const action = (uses.split('@')[0] ?? '').toLowerCase()
  if (CACHES.includes(action) && !demandsCache(inputs))
    return `\`${uses}\` does nothing: this runner keeps no cache, and finds none`
  if (REPORTERS.includes(action)) return `\`${uses}\` does nothing: this runner reports to no other service`
  return undefined
}

function demandsCache(inputs: Mapping): boolean {
  const demand = inputs['fail-on-cache-miss']
  return demand !== undefined && String(demand) !== 'false'
}

/** As with GitHub's, nothing may be found; a job that demands it says `fail-on-cache-miss`. */
const CACHES: readonly string[] = [
  ...['actions/cache', 'actions/cache/restore', 'actions/cache/save', 'swatinem/rust-cache'],
]

/** What they are given is for people to look at, and nothing of the job depends on it. */
const REPORTERS: readonly string[] = [
  ...['codecov/codecov-action', 'codecov/test-results-action', 'coverallsapp/github-action'],
  ...['dorny/test-reporter', 'enricomi/publish-unit-test-result-action', 'mikepenz/action-junit-report'],
  'step-security/harden-runner',
]
