import { checksOfWorkflows, followChecks } from '../../adapters/analysis/reach/derive-reach.ts'
import { filesOnBase } from '../../adapters/analysis/reach/files/files-on-base.ts'
import { withFile } from '../../adapters/analysis/reach/files/with-file.ts'
import type { Settings } from '../../domain/settings.ts'
import { reachTree } from '../../messages/reach/reach-tree.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { readOwnSettings, settingsOf } from '../own-settings/read-own-settings.ts'
import { commandVerifier, VERIFY_WORKFLOW } from '../try/checks/command-verifier.ts'
import { type CommitTree, commitTree } from './commit-tree.ts'
import { isSeen } from './is-seen.ts'
import { partsOnBase } from './parts-on-base.ts'

export interface ContractOptions {
  readonly repo: string
  readonly ref?: string
  readonly verify?: readonly string[]
  readonly json?: boolean
}

/**
 * Prints what judges: what the checks of a commit run and read, and what of it could not be followed. Answers 0 when every check was
 * found, and 1 when one runs where nothing of it can be seen.
 */
export async function contract({
  repo,
  ref = 'HEAD',
  verify = [],
  json = false,
}: ContractOptions): Promise<ExitCode> {
  const base = await commitTree(repo, ref)
  const own = await readOwnSettings(base.git, base.commit)
  const settings = settingsOf(own)
  const judged =
    verify.length > 0 ? withCommands(base, verify) : { tree: base, checks: await checksOf(base, settings) }
  if (judged.checks.length === 0) {
    throw new CommandError(
      `no check is known: ${ref} of ${repo} has no workflow for pull requests, and the settings name no check. ` +
        'Name a command that judges: --verify "npm test"',
    )
  }
  const { judges, may_change: mayChange } = settings.verifier
  const { reach, ran, sameAs } = await followChecks({ ...judged, judges, mayChange })
  const names = [...new Set(judged.checks.map(({ name }) => name))]
  const { commit, paths } = base
  const document = { commit, checks: names, sameAs: Object.fromEntries(sameAs), commands: ran, ...reach }
  const made = verify.length > 0 ? VERIFY_WORKFLOW : undefined
  const unseen = names.filter((name) => !isSeen(sameAs.get(name) ?? name, { reach, ran }))
  if (own.line !== undefined) process.stderr.write(`${own.line}\n`)
  if (json) {
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  } else {
    const onBase = filesOnBase(paths)
    const hasPart = await partsOnBase(base, reach.judges, onBase)
    process.stdout.write(
      reachTree({ checks: names, sameAs, reach, commands: ran, onBase, hasPart, made, unseen }),
    )
  }
  return unseen.length === 0 ? 0 : 1
}

/** What the settings name; where they name none, whatever runs for pull requests: what a branch requires is known on GitHub only. */
async function checksOf(base: CommitTree, { verifier }: Settings) {
  return verifier.checks.length > 0 ? verifier.checks : checksOfWorkflows(base)
}

/** As `try` has them judge: each command a job. */
function withCommands(base: CommitTree, commands: readonly string[]) {
  const { checks, workflow } = commandVerifier(commands)
  const tree = withFile(base, workflow)
  return { tree, checks: checks.map((name) => ({ name, workflow: workflow.path })) }
}
