import { asMapping, eventFilters, type Mapping } from '@speculate-dev/workflows'
import { readInputs } from './read-inputs.ts'
import { findUnknownKeys, readList, readText } from './read-mapping.ts'
import type { BranchTrigger, CallTrigger, DispatchTrigger, PullRequestTrigger, Workflow } from './workflow.ts'

/** The parts of `on` that this runner reacts to; undefined where the workflow is not triggered by them. */
export function parseTriggers(
  on: unknown,
  findings: string[],
): Pick<Workflow, 'on' | 'onPush' | 'onDispatch' | 'onCall'> {
  const pullRequest = eventFilters(on, 'pull_request')
  const push = eventFilters(on, 'push')
  const dispatch = eventFilters(on, 'workflow_dispatch')
  const call = eventFilters(on, 'workflow_call')
  return {
    on: pullRequest && pullRequestTrigger(pullRequest, findings),
    onPush: push && pushTrigger(push, findings),
    onDispatch: dispatch && dispatchTrigger(dispatch, findings),
    onCall: call && callTrigger(call, findings),
  }
}

const FILTERS = ['branches', 'branches-ignore', 'paths', 'paths-ignore']

function pullRequestTrigger(mapping: Mapping, findings: string[]): PullRequestTrigger {
  const where = { where: '`on.pull_request`', findings }
  findUnknownKeys(mapping, ['types', ...FILTERS], where)
  return {
    types: readList(mapping, 'types', where) ?? ['opened', 'synchronize', 'reopened'],
    ...branchTrigger(mapping, where),
  }
}

/** docs.github.com, "Workflow syntax", `on.push`: with tags alone, nothing runs for branches. */
function pushTrigger(mapping: Mapping, findings: string[]): BranchTrigger | undefined {
  const where = { where: '`on.push`', findings }
  findUnknownKeys(mapping, ['tags', 'tags-ignore', ...FILTERS], where)
  const { branches, branchesIgnore, ...paths } = branchTrigger(mapping, where)
  const onlyTags = Object.hasOwn(mapping, 'tags') || Object.hasOwn(mapping, 'tags-ignore')
  if (onlyTags && !branches && !branchesIgnore) return undefined
  return { branches, branchesIgnore, ...paths }
}

function dispatchTrigger(mapping: Mapping, findings: string[]): DispatchTrigger {
  findUnknownKeys(mapping, ['inputs'], { where: '`on.workflow_dispatch`', findings })
  return { inputs: readInputs(mapping, { known: ['options'], findings }) }
}

/** Its secrets are empty here, whatever it calls them. */
function callTrigger(mapping: Mapping, findings: string[]): CallTrigger {
  findUnknownKeys(mapping, ['inputs', 'outputs', 'secrets'], { where: '`on.workflow_call`', findings })
  const outputs = Object.entries(asMapping(mapping.outputs) ?? {}).map(([name, output]) => {
    const where = { where: `the output \`${name}\``, findings }
    return [name, readText(asMapping(output) ?? {}, 'value', where) ?? ''] as const
  })
  return {
    inputs: readInputs(mapping, { known: ['options'], findings }),
    outputs: Object.fromEntries(outputs),
  }
}

function branchTrigger(
  mapping: Mapping,
  where: { readonly where: string; readonly findings: string[] },
): BranchTrigger {
  return {
    branches: readList(mapping, 'branches', where),
    branchesIgnore: readList(mapping, 'branches-ignore', where),
    paths: readList(mapping, 'paths', where),
    pathsIgnore: readList(mapping, 'paths-ignore', where),
  }
}
