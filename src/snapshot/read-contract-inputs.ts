import { parseSettings, SETTINGS_FILE } from '../config/repository.ts'
import { readWorkflowJobs, runsOnPullRequests } from '../config/workflows/workflow-jobs.ts'
import type { IssueRef } from '../domain/issue/issue.ts'
import type { BeginningFacts, ParseResult, RepositoryFacts } from '../domain/run/snapshot.ts'
import { Settings } from '../domain/settings.ts'
import { type Forge, ForgeError } from '../ports/forge.ts'

const WORKFLOWS = '.github/workflows'
const MAX_SETTINGS_BYTES = 64 * 1024
const MAX_WORKFLOW_BYTES = 512 * 1024
/** Enough for any repository; checks of further workflow files stay unpinned. */
const MAX_WORKFLOWS = 50

type ContractInputs = Pick<
  BeginningFacts,
  'settings' | 'branchChecks' | 'workflowJobs' | 'workflowFiles' | 'branch' | 'workflowsTree'
>

/** What a contract is made of. It is read from the base branch only: a candidate cannot loosen the rules it is judged by. */
export async function readContractInputs(
  forge: Forge,
  ref: IssueRef,
  { defaultBranch, defaultBranchHead }: RepositoryFacts,
): Promise<ContractInputs> {
  const [settings, workflowsTree, workflows] = await Promise.all([
    readSettings(forge, ref, defaultBranchHead),
    forge.treeOf(ref, defaultBranchHead, WORKFLOWS),
    readWorkflows(forge, ref, defaultBranchHead),
  ])
  const effective = settings.ok ? settings.value : Settings.parse({})
  const { deadline_minutes } = effective.verifier
  return {
    settings,
    branchChecks: await forge.requiredChecks(ref, defaultBranch, deadline_minutes),
    branch: defaultBranch,
    ...workflows,
    workflowsTree,
  }
}

async function readSettings(forge: Forge, ref: IssueRef, commit: string): Promise<ParseResult<Settings>> {
  try {
    const text = await forge.readTextFile(ref, commit, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    return parseSettings(text)
  } catch (error) {
    if (!(error instanceof ForgeError) || error.kind !== 'unprocessable') throw error
    // Too large, or no text: a mistake of whoever wrote it, which reading again would not mend.
    const problem = { file: SETTINGS_FILE, line: 1, message: error.message, nearest: undefined }
    return { ok: false, problems: [problem] }
  }
}

type Workflows = Pick<BeginningFacts, 'workflowJobs' | 'workflowFiles'>

async function readWorkflows(forge: Forge, ref: IssueRef, commit: string): Promise<Workflows> {
  const paths = (await forge.filesIn(ref, commit, WORKFLOWS)).filter((path) => /\.ya?ml$/.test(path))
  const texts = await Promise.all(
    paths.slice(0, MAX_WORKFLOWS).map(async (path): Promise<readonly [string, string | undefined]> => {
      try {
        return [path, (await forge.readTextFile(ref, commit, path, MAX_WORKFLOW_BYTES)) ?? '']
      } catch (error) {
        if (!(error instanceof ForgeError) || error.kind !== 'unprocessable') throw error
        return [path, undefined]
      }
    }),
  )
  const byPath = new Map(texts)
  const read = (path: string) => byPath.get(path)
  return {
    workflowJobs: texts.flatMap(([path, text]) =>
      text === undefined ? [] : readWorkflowJobs(path, text, read),
    ),
    ...(paths.length <= MAX_WORKFLOWS && {
      workflowFiles: texts.map(([path, text]) => ({
        path,
        onPullRequests: text === undefined ? undefined : runsOnPullRequests(text),
      })),
    }),
  }
}
