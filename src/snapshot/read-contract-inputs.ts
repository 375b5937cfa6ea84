import { parseCodeOwners } from '../config/code-owners.ts'
import { readWorkflowJobs, runsOnPullRequests } from '../config/workflows/workflow-jobs.ts'
import type { RepositoryFacts } from '../domain/forge/forge-facts.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import { CODE_OWNERS_FILES } from '../domain/run/code-owners.ts'
import type { BeginningFacts } from '../domain/run/snapshot.ts'
import { Settings } from '../domain/settings.ts'
import { SETTINGS_FILE } from '../domain/settings-file.ts'
import { withoutUndefined } from '../domain/without-undefined.ts'
import type { Forge } from '../ports/forge.ts'
import { ForgeError } from '../ports/forge-errors.ts'
import { MAX_SETTINGS_BYTES, type Read, readSettings } from './read-settings.ts'

const WORKFLOWS = '.github/workflows'
const MAX_WORKFLOW_BYTES = 512 * 1024
/** Enough for any repository; checks of further workflow files stay unpinned. */
const MAX_WORKFLOWS = 50

type ContractInputs = Pick<
  BeginningFacts,
  | 'settings'
  | 'account'
  | 'branchChecks'
  | 'workflowJobs'
  | 'workflowFiles'
  | 'branch'
  | 'workflowsTree'
  | 'codeOwners'
>

/** What a contract is made of. It is read from the base branch only: a candidate cannot loosen the rules it is judged by. */
export async function readContractInputs(
  forge: Forge,
  ref: RepositoryRef,
  { defaultBranch, defaultBranchHead }: Pick<RepositoryFacts, 'defaultBranch' | 'defaultBranchHead'>,
): Promise<ContractInputs> {
  const paths = (await forge.filesIn(ref, defaultBranchHead, WORKFLOWS)).filter((path) =>
    /\.ya?ml$/.test(path),
  )
  const texts = await forge.readTextFiles(ref, defaultBranchHead, {
    paths: [SETTINGS_FILE, ...paths.slice(0, MAX_WORKFLOWS), ...CODE_OWNERS_FILES],
    maxBytes: MAX_WORKFLOW_BYTES,
  })
  const read = orAlone(forge, ref, { commit: defaultBranchHead, texts })
  const [settings, workflowsTree, workflows] = await Promise.all([
    readSettings(forge, ref, read),
    forge.treeOf(ref, defaultBranchHead, WORKFLOWS),
    readWorkflows(read, paths),
  ])
  const effective = settings.settings.ok ? settings.settings.value : Settings.parse({})
  const { deadline_minutes } = effective.verifier
  return {
    ...settings,
    branchChecks: await forge.requiredChecks(ref, defaultBranch, deadline_minutes),
    branch: defaultBranch,
    ...workflows,
    workflowsTree,
    ...withoutUndefined({ codeOwners: readCodeOwners(texts) }),
  }
}

/** All are asked for in one request. What is not read so, or not as it is, is asked for by itself: that says why. */
function orAlone(
  forge: Forge,
  ref: RepositoryRef,
  { commit, texts }: { readonly commit: string; readonly texts: ReadonlyMap<string, string> },
): Read {
  return async (path, maxBytes) => {
    const text = texts.get(path)
    const isWhole = text !== undefined && !text.includes('\uFFFD') && Buffer.byteLength(text) <= maxBytes
    return isWhole ? text : forge.readTextFile(ref, commit, path, maxBytes)
  }
}

/** One that is larger than settings may be names nobody whom we ask: GitHub itself heeds it. */
function readCodeOwners(texts: ReadonlyMap<string, string>): BeginningFacts['codeOwners'] {
  const path = CODE_OWNERS_FILES.find((one) => texts.has(one))
  const text = path === undefined ? undefined : texts.get(path)
  if (text === undefined || Buffer.byteLength(text) > MAX_SETTINGS_BYTES) return undefined
  return parseCodeOwners(text)
}

type Workflows = Pick<BeginningFacts, 'workflowJobs' | 'workflowFiles'>

async function readWorkflows(read: Read, paths: readonly string[]): Promise<Workflows> {
  const texts = await Promise.all(
    paths.slice(0, MAX_WORKFLOWS).map(async (path): Promise<readonly [string, string | undefined]> => {
      try {
        return [path, (await read(path, MAX_WORKFLOW_BYTES)) ?? '']
      } catch (error) {
        if (!(error instanceof ForgeError) || error.kind !== 'unprocessable') throw error
        return [path, undefined]
      }
    }),
  )
  const byPath = new Map(texts)
  const textOf = (path: string) => byPath.get(path)
  return {
    workflowJobs: texts.flatMap(([path, text]) =>
      text === undefined ? [] : readWorkflowJobs(path, text, textOf),
    ),
    ...(paths.length <= MAX_WORKFLOWS && {
      workflowFiles: texts.map(([path, text]) => ({
        path,
        onPullRequests: text === undefined ? undefined : runsOnPullRequests(text),
      })),
    }),
  }
}
