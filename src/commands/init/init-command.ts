import { Argument, Command } from 'commander'
import { JSON_OBJECT } from '../shared-options.ts'
import type { InitOptions } from './init.ts'

export function initCommand(): Command {
  return new Command('init')
    .description('write a file that a repository needs for a feature of Speculate')
    .addArgument(
      new Argument('<what>', 'proof: the workflow that runs tests of candidates on each other').choices([
        'proof',
      ]),
    )
    .option('--repo <path>', 'the repository', '.')
    .option('--force', 'overwrite a file that is there with other content')
    .option(...JSON_OBJECT)
    .addHelpText('after', EXAMPLES)
    .action(async (_what: 'proof', options: InitOptions) => {
      const { initProof } = await import('./init.ts')
      process.exitCode = await initProof(options)
    })
}

const EXAMPLES = `
Nothing is committed, and no setting is changed: what to do next is printed. Exits with 0 if the file is there as it should
be, with 2 if another one is in its place.

Examples:
  speculate init proof
  speculate init proof --repo ../shop --force
  speculate init proof --json | jq -r .path
`
