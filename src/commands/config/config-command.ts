import { Command } from 'commander'
import { JSON_OBJECT } from '../shared-options.ts'
import type { ConfigCheckOptions } from './check-config.ts'

export function configCommand(program: Command, signal: AbortSignal): Command {
  const config = new Command('config')
    .copyInheritedSettings(program)
    .description('check the settings of a repository before they are pushed')
  return config.addCommand(checkCommand(signal).copyInheritedSettings(config))
}

function checkCommand(signal: AbortSignal): Command {
  return new Command('check')
    .description('say each mistake in a .github/speculate.yml with its line, or that there is none')
    .argument('[file]', 'the file, or - for standard input', '.github/speculate.yml')
    .option('--defaults <file>', "a copy of the account's own .github/speculate.yml, which this file adds to")
    .option('--effective', 'also list every key with the value that acts, and who says so')
    .option(...JSON_OBJECT)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ConfigCheckOptions) => {
      const { checkConfig } = await import('./check-config.ts')
      process.exitCode = await checkConfig(file, options, signal)
    })
}

const EXAMPLES = `
Reads files alone, and asks GitHub nothing. Exits with 1 if there is a mistake.

Examples:
  speculate config check
  git show HEAD:.github/speculate.yml | speculate config check -
  speculate config check --effective --json | jq -r '.settings[] | select(.from != []) | .key'
`
