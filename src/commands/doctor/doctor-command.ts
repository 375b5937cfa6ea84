import { Command } from 'commander'
import { DATA, JSON_OBJECT } from '../shared-options.ts'
import type { DoctorOptions } from './doctor.ts'

export function doctorCommand(signal: AbortSignal): Command {
  return new Command('doctor')
    .description(
      'look at all that a server needs, and a repository, and say what to do about what is not well',
    )
    .argument('[owner/repo]', 'a repository that the App is installed on, to look at as well')
    .option(
      '--ask-agents',
      'also ask each agent for one small edit, which costs some ten thousand tokens each',
    )
    .option('--no-delivery', 'do not ask GitHub to deliver one webhook once more')
    .option(...DATA)
    .option(...JSON_OBJECT)
    .addHelpText('after', HELP)
    .action(async (repository: string | undefined, options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts')
      process.exitCode = await doctor(repository, options, signal)
    })
}

const HELP = `
Takes the environment of the server (and .env, as \`speculate start\` does), and works with and without one that runs. It
changes nothing; GitHub is asked to deliver one webhook once more, which the server takes for what it is. Exits with 1 if
something cannot work; with 0 also where something could be better.

Of a repository it says what would judge candidates there and what cannot, what its workflows would let a candidate's
code reach, what installs its dependencies, and what \`proof\` needs.

Examples:
  speculate doctor
  speculate doctor --ask-agents
  speculate doctor OWNER/REPO
  speculate doctor --data postgres://speculate@localhost/speculate
  speculate doctor --json | jq -r '.findings[] | select(.status != "ok") | .of'
`
