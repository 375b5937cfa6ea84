import { webUrl } from '../../../adapters/github/connection/sending/web-url.ts'
import type { ToolchainsFile } from '../../../config/toolchains/toolchains.ts'
import type { RepositoryFacts } from '../../../domain/forge/forge-facts.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { accountText } from '../../../messages/terminal/account-settings.ts'
import type { Forge } from '../../../ports/forge.ts'
import {
  ForgeError,
  InstallationLimited,
  NotInstalled,
  RepositoryMoved,
} from '../../../ports/forge-errors.ts'
import { readContractInputs } from '../../../snapshot/read-contract-inputs.ts'
import { treeOfForge } from '../../../snapshot/tree-of-forge.ts'
import { isFolderOfCandidates } from '../../../stages/triage.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'
import { estimateFindings } from './estimate-findings.ts'
import { exposureFindings } from './exposure-findings.ts'
import { ownCheckFindings } from './own-check-findings.ts'
import { proofFindings } from './proof-findings.ts'
import { settingsFindings } from './settings-findings.ts'
import { contractFindings } from './verifier-findings.ts'

interface Asked {
  readonly repository: RepositoryRef
  readonly forgeFor: (repository: RepositoryRef) => Promise<Forge>
  readonly apiUrl: string
  /** Those of this machine; undefined where others do the work. */
  readonly toolchains: ToolchainsFile['toolchains'] | undefined
  readonly onProgress: (doing: string) => void
}

/** What Speculate would find in a repository, if an issue of it were labelled now. Reads only. */
export async function examineRepository(asked: Asked): Promise<readonly Finding[]> {
  try {
    asked.onProgress('reading the repository')
    return await findingsOf(await asked.forgeFor(asked.repository), asked)
  } catch (error) {
    return [whyUnread(error, asked)]
  }
}

function whyUnread(error: unknown, { repository, apiUrl }: Asked): Finding {
  const name = nameOf(repository)
  const of = 'repository'
  if (error instanceof NotInstalled)
    return fail(
      of,
      `the App is not installed on ${name}, or there is no such repository`,
      `Install it there: on ${webUrl(apiUrl)}, the App's page, Install App.`,
    )
  if (error instanceof InstallationLimited) return fail(of, error.message, error.next)
  if (error instanceof RepositoryMoved) {
    const now = nameOf(error.to)
    return warn(of, `${name} is called ${now} now`, `Ask of that: speculate doctor ${now}`)
  }
  if (error instanceof ForgeError)
    return warn(of, `${name} could not be read (${error.message})`, 'Ask again in a minute.')
  throw error
}

const nameOf = ({ owner, repo }: RepositoryRef) => `${owner}/${repo}`

async function findingsOf(
  forge: Forge,
  { repository, toolchains, onProgress }: Asked,
): Promise<readonly Finding[]> {
  const facts = await forge.repositoryFacts(repository)
  const { defaultBranchHead: commit } = facts
  const inputs = await readContractInputs(forge, repository, facts)
  const { paths, complete } = await forge.listTree(repository, commit)
  const { tree } = treeOfForge(forge, repository, { commit, paths })
  onProgress('following what its checks run')
  const listed = complete ? [] : [tooLarge()]
  const settings = inputs.settings.ok ? inputs.settings.value : undefined
  const judging =
    settings && (await contractFindings({ ...inputs, branch: facts.defaultBranch, settings, tree }))
  return [
    ...repositoryFindings(facts),
    ...listed,
    ...(await settingsFindings(inputs.settings, { tree, toolchains })),
    ok(
      'settings of the account',
      accountText(await forge.accountSettings(repository), {
        acting: inputs.account,
        owner: repository.owner,
      }),
    ),
    ...(judging?.findings ?? []),
    ...(settings ? ownCheckFindings({ ...facts, ...inputs, losers: settings.check_run.losers }) : []),
    ...(settings ? estimateFindings({ ...facts, settings }) : []),
    ...(await exposureFindings(tree)),
    ...(settings && judging ? proofFindings({ ...inputs, settings, ran: judging.ran }) : []),
  ]
}

function repositoryFindings({ name, defaultBranch, isArchived }: RepositoryFacts): Finding[] {
  if (isArchived)
    return [
      fail('repository', `${nameOf(name)} is archived, so nothing can be written`, 'Unarchive it on GitHub.'),
    ]
  if (isFolderOfCandidates(defaultBranch))
    return [
      fail(
        'repository',
        `its default branch \`${defaultBranch}\` is in the way of candidates' branches, speculate/…`,
        'Give it another name.',
      ),
    ]
  return [ok('repository', `the App is installed; drafts are opened into \`${defaultBranch}\``)]
}

function tooLarge(): Finding {
  return warn(
    'files',
    'GitHub lists only a part of its files, so not all that judges is known',
    'Name what is missing under `verifier.judges` in .github/speculate.yml.',
  )
}
