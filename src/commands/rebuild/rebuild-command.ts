import { Command } from 'commander'
import { DATA, JSON_OBJECT } from '../shared-options.ts'
import type { RebuildOptions } from './rebuild.ts'

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('restore a lost database from what GitHub shows of runs')
    .argument('[owner/repo...]', 'only these repositories (default: all that the App is installed on)')
    .option('--dry-run', 'only say what would be restored')
    .option(...JSON_OBJECT)
    .option(...DATA)
    .addHelpText('after', HELP)
    .action(async (repositories: string[], options: RebuildOptions) => {
      const { rebuild } = await import('./rebuild.ts')
      process.exitCode = await rebuild(repositories, options)
    })
}

const HELP = `
For when there is no backup. Run it before the first start of a server on the new database, with the environment and
the toolchains of the server. Only pull requests and comments that GitHub says this App has written count. Runs that
were decided are restored as settled. One that was going on goes on: candidates with a draft keep it, the others are
written again, and "/speculate hold" and "/speculate cancel" are heard again. Where that cannot be, because its issue,
its label or the toolchains have changed, it ends without a winner, its drafts stay, and the issue says so once the
server starts. Runs that are in the database are left alone, so that it may be called again. Nothing is written to
GitHub.

Exits with 1 if a repository could not be read.

Examples:
  speculate rebuild --dry-run
  speculate rebuild OWNER/REPO
`
