import { createInterface } from 'node:readline/promises'
import { createInstallations } from '../../adapters/github/connection/installations/installations.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { leftLines, remainsLines } from '../../messages/terminal/remains.ts'
import { actAsApp } from '../act-as-app.ts'
import type { ExitCode } from '../command-error.ts'
import { repositoryArgument } from '../repository-argument.ts'

export interface UninstallOptions {
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** Takes out of a repository what the App has put there, after it was shown and agreed to. Answers 1 where nobody has agreed. */
export async function uninstall(named: string, options: UninstallOptions): Promise<ExitCode> {
  const repository = repositoryArgument(named)
  const installations = actAsApp('uninstall', ({ APP_ID, PRIVATE_KEY, GITHUB_API_URL }) =>
    createInstallations(
      { appId: APP_ID, privateKey: PRIVATE_KEY },
      { baseUrl: GITHUB_API_URL, pacing: 'github' },
    ),
  )
  const removal = await installations.removal(repository)
  const remains = await removal.read()
  const { refs, labels, drafts } = remains
  const isNothing = refs.length + labels.length + drafts.length === 0
  if (!options.json) say([`Of Speculate in ${named}:`, ...remainsLines(remains).map((line) => `  ${line}`)])
  const isAgreed = !options.dryRun && !isNothing && (options.yes || (await isAgreedTo(repository, options)))
  const refused = isAgreed ? await removal.remove(remains) : []
  if (options.json)
    say([JSON.stringify({ repository: named, removed: isAgreed, ...remains, refused }, null, 2)])
  else
    say([
      endOf(options, { isAgreed, isNothing, isAll: refused.length === 0 }),
      ...(isAgreed ? leftLines({ ...remains, refused }) : []),
    ])
  return isAgreed || isNothing || options.dryRun ? 0 : 1
}

function endOf(
  { dryRun }: UninstallOptions,
  { isAgreed, isNothing, isAll }: { isAgreed: boolean; isNothing: boolean; isAll: boolean },
) {
  if (isAgreed) return isAll ? 'All of this was removed.' : 'The rest of this was removed.'
  if (isNothing) return 'There is nothing to remove.'
  return dryRun ? 'Nothing was removed: this was a dry run.' : 'Nothing was removed. Say --yes to remove it.'
}

/** A program is not asked. */
async function isAgreedTo({ owner, repo }: RepositoryRef, { json }: UninstallOptions): Promise<boolean> {
  if (json || !process.stdin.isTTY || !process.stdout.isTTY) return false
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await lines.question(`Remove all of this from ${owner}/${repo}? [y/N] `)
    return /^y(?:es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
