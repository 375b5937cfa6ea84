import { Command } from 'commander'
import type { UninstallOptions } from './uninstall.ts'

export function uninstallCommand(): Command {
  return new Command('uninstall')
    .description('take out of a repository what the App has put there, once you have seen it')
    .argument('<owner/repo>', 'the repository')
    .option('--yes', 'remove it without asking')
    .option('--dry-run', 'only say what would be removed')
    .option('--json', 'print one JSON object; nothing is asked, so that only --yes removes anything')
    .addHelpText('after', HELP)
    .action(async (repository: string, options: UninstallOptions) => {
      const { uninstall } = await import('./uninstall.ts')
      process.exitCode = await uninstall(repository, options)
    })
}

const HELP = `
Acts as the App, by APP_ID and PRIVATE_KEY or PRIVATE_KEY_PATH as in .env.example, so the App must still be installed
there. Run it before you take the App away, and let no run begin meanwhile: a run that is open ends when its label goes.

Removed are open drafts of candidates (closed), branches of runs, refs below refs/speculate/, and labels as the App makes
them. Pull requests that are ready for review stay with their branches, and so do comments; what stays is listed.

Exits with 1 when there was something to remove and nobody has agreed.

Examples:
  speculate uninstall OWNER/REPO --dry-run
  speculate uninstall OWNER/REPO
`
