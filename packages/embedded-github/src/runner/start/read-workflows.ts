import type { Repository } from '../../model.ts'
import type { Source } from '../job/source/prepare-source.ts'
import { parseWorkflow } from '../workflow/parse-workflow.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { matchesTrigger } from './matches-trigger.ts'
import type { PullRequestFacts } from './run-facts.ts'

/** The workflows an activity of a pull request starts: those of the merge commit, and those that rulesets require on its base branch. */
export async function readWorkflows(
  repository: Repository,
  facts: PullRequestFacts,
  source: Source,
): Promise<readonly Workflow[]> {
  const paths = (await source.list('.github/workflows')).filter((path) => /\.ya?ml$/.test(path))
  const texts = await Promise.all(paths.map((path) => source.read(path)))
  const own = paths.map((path, index) => parseWorkflow(path, texts[index] ?? ''))
  const looksAtPaths = own.some(({ on }) => on?.paths ?? on?.pathsIgnore)
  const changedPaths = looksAtPaths ? await source.changedPaths() : []
  const isAsked = ({ on }: Workflow) => {
    const trigger = on && facts.isRehearsal ? { ...on, ...ANY_PATH } : on
    return trigger && matchesTrigger(trigger, { action: facts.action, branch: facts.base.ref, changedPaths })
  }
  const triggered = own.filter(isAsked)
  return [...triggered, ...requiredWorkflows(repository, facts)]
}

const ANY_PATH = { paths: undefined, pathsIgnore: undefined }

/** A required workflow ignores its own filters, as on GitHub; only the activity must be one that runs workflows. */
function requiredWorkflows(repository: Repository, facts: PullRequestFacts): Workflow[] {
  const activities: readonly string[] = ['opened', 'synchronize', 'reopened']
  const rulesets = repository.rulesets.filter(({ branches }) => applies(branches, repository, facts.base.ref))
  return rulesets
    .flatMap(({ workflows }) => workflows)
    .map(({ path, content }) => parseWorkflow(path, content))
    .filter(({ on }) => (on?.types ?? activities).includes(facts.action))
}

function applies(branches: readonly string[], repository: Repository, branch: string): boolean {
  return branches.some(
    (name) =>
      name === '~ALL' ||
      name === branch ||
      name === `refs/heads/${branch}` ||
      (name === '~DEFAULT_BRANCH' && branch === repository.defaultBranch),
  )
}
