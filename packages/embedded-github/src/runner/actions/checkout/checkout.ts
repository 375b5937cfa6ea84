import {
  type ActionCall,
  type ActionResult,
  NOTHING_IN_THE_WAY,
  type ServedAction,
} from '../served-action.ts'
import { createJobGit, GitProblem, type JobGit } from './job-git.ts'
import { planCheckout } from './plan-checkout.ts'
import { prepareFolder } from './prepare-folder.ts'
import { type CheckoutInputs, folderOf, readInputs, repositoryProblem } from './read-inputs.ts'
import { fetchedRefs, type Wanted, wantedOf } from './refspecs.ts'
import { checkOutModules } from './submodules.ts'

/** `actions/checkout` of this repository, out of the server's objects; until it has run the workspace of a job is empty. */
export const checkout: ServedAction = {
  names: ['actions/checkout'],
  plan: async (request) => ({ ...NOTHING_IN_THE_WAY, ...(await planCheckout(request)) }),
  async run(call) {
    try {
      return await checkOut(call, readInputs(call.inputs))
    } catch (error) {
      if (error instanceof GitProblem) return { problem: error.message }
      throw error
    }
  },
}

async function checkOut(call: ActionCall, inputs: CheckoutInputs): Promise<ActionResult> {
  const { run, directory, log } = call
  const { owner, repo, serverUrl } = run.facts
  const problem = repositoryProblem(inputs.repository, `${owner}/${repo}`)
  if (problem !== undefined) return { problem }
  const folder = folderOf(inputs.path, directory.workspace)
  if (folder === undefined)
    return { problem: `Repository path ${JSON.stringify(inputs.path)} is not under the workspace` }
  const wanted = wantedOf(inputs.ref, run.source)
  const before = call.checkedOut?.get(folder)
  if (before) {
    log.note('The checkout of the jobs before is kept, with what they have left in it.')
    return { outputs: { ref: wanted.ref, commit: run.source.sha }, path: before }
  }
  const origin = `${serverUrl}/${owner}/${repo}.git`
  const state = await prepareFolder(folder, { workspace: directory.workspace, origin, clean: inputs.clean })
  if (state === 'outside')
    return { problem: `Repository path ${JSON.stringify(inputs.path)} leads out of the workspace` }
  const git = createJobGit(call, { folder, origin, source: run.source.directory })
  await fetchAndCheckOut(git, wanted, inputs)
  const missing = inputs.submodules ? await checkOutModules(call, modulesOf(folder, call, inputs)) : undefined
  if (missing !== undefined) return { problem: missing }
  const commit = wanted.commit ?? (await git.read('rev-parse', 'HEAD'))
  const path = folder === directory.workspace && commit === run.source.sha ? await prepared(call) : []
  call.checkedOut?.set(folder, path)
  return { outputs: { ref: wanted.ref, commit }, path }
}

function modulesOf(folder: string, { run }: ActionCall, { fetchDepth, ...inputs }: CheckoutInputs) {
  const depth = fetchDepth > 0 ? [`--depth=${fetchDepth}`] : []
  return { folder, clones: run.submodules, isRecursive: inputs.submodules === 'recursive', depth }
}

/** Answers the folders of programs. */
async function prepared({ run, log }: ActionCall): Promise<readonly string[]> {
  const { path, warnings } = await run.prepare()
  for (const message of warnings) log.annotate({ level: 'failure', message })
  return path
}

async function fetchAndCheckOut(git: JobGit, wanted: Wanted, inputs: CheckoutInputs): Promise<void> {
  const { fetchDepth, sparse } = inputs
  const depth = fetchDepth > 0 ? [`--depth=${fetchDepth}`] : []
  const refs = fetchedRefs(wanted, inputs)
  const options = ['--quiet', '--no-tags', '--prune', '--no-recurse-submodules', ...depth]
  await git.run('fetch', ...options, 'origin', ...refs).catch((error: unknown) => {
    // None of the refs that a name could stand for is there.
    throw error instanceof GitProblem && error.isSilent ? notFound(wanted.ref) : error
  })
  if (sparse.length > 0) {
    const mode = inputs.sparseCone ? '--cone' : '--no-cone'
    await git.run('sparse-checkout', 'set', mode, ...sparse)
  }
  const start = await startOf(git, wanted)
  await git.run('checkout', '--quiet', '--force', ...start)
}

/** As actions/checkout does: on the branch where there is one, else detached. */
async function startOf(git: JobGit, { ref, commit }: Wanted): Promise<readonly string[]> {
  const [, branch] = /^refs\/heads\/(.+)$/is.exec(ref) ?? []
  if (branch !== undefined) return ['-B', branch, `refs/remotes/origin/${branch}`]
  const [, pull] = /^refs\/pull\/(.+)$/is.exec(ref) ?? []
  if (pull !== undefined) return ['--detach', `refs/remotes/pull/${pull}`]
  if (/^refs\/tags\//i.test(ref)) return ['--detach', ref]
  if (ref === '' || /^refs\//i.test(ref)) return ['--detach', commit ?? ref]
  if (await git.has(`refs/remotes/origin/${ref}`)) return ['-B', ref, `refs/remotes/origin/${ref}`]
  if (await git.has(`refs/tags/${ref}`)) return ['--detach', `refs/tags/${ref}`]
  throw notFound(ref)
}

function notFound(ref: string): GitProblem {
  return new GitProblem(`A branch or tag with the name '${ref}' could not be found`)
}
