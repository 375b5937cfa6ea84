import { eventFilters } from '@speculate-dev/workflows'
import type { PullRequestFilters } from '../../domain/checks/contract.ts'

/**
 * What `on.pull_request` says of when a workflow runs; undefined where it does not run on pull requests at all, empty where it says
 * nothing.
 */
export function pullRequestFilters(on: unknown): PullRequestFilters | undefined {
  const said = eventFilters(on, 'pull_request')
  if (!said) return undefined
  const read = Object.entries(KEYS).flatMap(([key, name]) => {
    const texts = textsOf(said[key])
    return texts === undefined ? [] : [[name, texts] as const]
  })
  return Object.fromEntries(read)
}

const KEYS = {
  branches: 'branches',
  'branches-ignore': 'branchesIgnore',
  paths: 'paths',
  'paths-ignore': 'pathsIgnore',
  types: 'types',
} as const

function textsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return undefined
  return value.flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []))
}
