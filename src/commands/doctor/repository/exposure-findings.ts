import { type Exposure, workflowExposures } from '../../../config/workflows/workflow-exposures.ts'
import { count, list } from '../../../messages/numbers.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'
import { shownName } from './shown-name.ts'

const MAX_WORKFLOWS = 100

/** What candidates' code could reach through the workflows: it runs in branches of the repository, with what those are given. */
export async function exposureFindings(tree: BaseTree): Promise<Finding[]> {
  const files = tree.paths
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
    .slice(0, MAX_WORKFLOWS)
  const read = await Promise.all(
    files.map(async (path) => workflowExposures(path, (await tree.read(path)) ?? '')),
  )
  const exposures = read.flat()
  if (exposures.length === 0)
    return [
      ok('workflows', `${count(files.length, 'file')}, which give nothing to candidates but their code`),
    ]
  const defaults = exposures.filter(({ kind }) => kind === 'default token')
  return [
    ...exposures.filter(({ kind }) => kind !== 'default token').map(exposureFinding),
    ...(defaults.length > 0 ? [defaultToken(defaults)] : []),
  ]
}

function exposureFinding({ workflow, line, kind, names }: Exposure): Finding {
  const of = `${workflow}:${line}`
  const shown = list(names.slice(0, 6).map((name) => shownName(name)))
  const all = names.length > 6 ? `${shown} and ${names.length - 6} more` : shown
  switch (kind) {
    case 'privileged checkout':
      return fail(
        of,
        `fetches what a pull request brings on ${all}, which has the secrets and the token of the base branch`,
        'Run it on `pull_request` instead, or do not fetch the head there: whatever it runs of it, a candidate has written.',
      )
    case 'privileged event':
      return warn(
        of,
        `runs on ${all}, with the secrets and the token of the base branch; it is not seen to fetch what a pull request brings`,
        'See that it runs nothing of the pull request, nor puts its title or branch into a script.',
      )
    case 'secrets':
      return warn(
        of,
        `gives jobs that run a candidate's code secrets: ${all}`,
        "Candidates' branches are branches of the repository, so GitHub hands them over, as to anybody who can push. Move what needs them to a workflow of the default branch, or leave out branches that begin with speculate/.",
      )
    case 'self-hosted':
      return warn(
        of,
        `runs a candidate's code on a machine of your own (${all})`,
        'See that the machine is thrown away after each job, and reaches nothing that the code should not.',
      )
    case 'token':
      return warn(
        of,
        `lets the token of jobs that run a candidate's code write: ${all}`,
        'Give these jobs `permissions: { contents: read }`, and what has to write a job of its own that runs no code of the pull request.',
      )
    case 'default token':
      return defaultToken([{ workflow, line, kind, names }])
    default:
      return kind satisfies never
  }
}

function defaultToken(exposures: readonly Exposure[]): Finding {
  const files = exposures.map(({ workflow }) => shownName(workflow.replace('.github/workflows/', '')))
  const shown =
    files.length > 6 ? `${files.slice(0, 6).join(', ')} and ${files.length - 6} more` : list(files)
  const [says, next] = files.length === 1 ? ['does not say', 'to it'] : ['do not say', 'to each']
  return warn(
    'workflows',
    `${shown} ${says} what the token may do, so the default of the repository holds, which may be to write`,
    `Add \`permissions: { contents: read }\` ${next}, or set the default to read: Settings, Actions, General, Workflow permissions.`,
  )
}
