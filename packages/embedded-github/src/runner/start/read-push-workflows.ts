import type { BareRepository } from '../../git/bare-repository.ts'
import { NO_OBJECT } from '../../git/ref-update.ts'
import { git, gitOrThrow } from '../git.ts'
import { parseWorkflow } from '../workflow/parse-workflow.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { matchesBranch } from './matches-trigger.ts'
import type { PushFacts } from './run-facts.ts'

/**
 * The workflows that a push starts: those of the pushed commit. They are read without a clone, because most pushes start none. What
 * rulesets require runs on pull requests only.
 */
export async function readPushWorkflows(
  bare: BareRepository,
  facts: PushFacts,
): Promise<readonly Workflow[]> {
  const triggered = (await workflowsAt(bare, facts.head.sha)).filter(({ onPush }) => onPush !== undefined)
  if (triggered.length === 0 || (await asksToBeSkipped(bare, facts.head.sha))) return []
  const looksAtPaths = triggered.some(({ onPush }) => onPush?.paths ?? onPush?.pathsIgnore)
  const changedPaths = looksAtPaths ? await changedBy(bare, facts) : []
  return triggered.filter(
    ({ onPush }) => onPush && matchesBranch(onPush, { branch: facts.head.ref, changedPaths }),
  )
}

export async function workflowsAt(bare: BareRepository, commit: string): Promise<readonly Workflow[]> {
  const folder = await bare.entryAt(commit, '.github/workflows')
  const entries = folder?.type === 'tree' ? await bare.tree(folder.oid, false) : []
  const files = (entries ?? []).filter(({ type, path }) => type === 'blob' && /\.ya?ml$/.test(path))
  return Promise.all(
    files.map(async ({ oid, path }) =>
      parseWorkflow(`.github/workflows/${path}`, (await bare.blob(oid))?.toString() ?? ''),
    ),
  )
}

/** docs.github.com, "Skipping workflow runs": of several commits, the message of the last one counts. */
async function asksToBeSkipped(bare: BareRepository, commit: string): Promise<boolean> {
  const message = (await bare.commit(commit))?.message ?? ''
  return (
    /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(message) ||
    /\n\nskip-checks: ?true\s*$/.test(message)
  )
}

/**
 * docs.github.com, "Workflow syntax", on paths: a push to a branch is compared with what the branch was at, a new branch with the parent
 * of the first commit that no other branch has.
 */
async function changedBy({ directory }: BareRepository, facts: PushFacts): Promise<readonly string[]> {
  const base = facts.before === NO_OBJECT ? await whereItBegan(directory, facts) : facts.before
  if (base === undefined) return []
  const names = await gitOrThrow(directory, [
    ...['diff-tree', '-r', '-z', '--name-only', '--no-renames'],
    ...[base, facts.head.sha],
  ])
  return names.split('\0').filter((path) => path !== '')
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Undefined when the branch brings nothing new. */
async function whereItBegan(directory: string, { head }: PushFacts): Promise<string | undefined> {
  const others = ['--not', `--exclude=${head.ref}`, '--branches']
  const list = await gitOrThrow(directory, ['rev-list', '--topo-order', '--reverse', head.sha, ...others])
  const [first] = list.split('\n')
  if (!first) return undefined
  const parent = await git(directory, ['rev-parse', '--verify', '-q', `${first}^`])
  return parent.exitCode === 0 ? parent.stdout : EMPTY_TREE
}
