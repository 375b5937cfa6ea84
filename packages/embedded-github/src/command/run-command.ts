import { messageOf } from '@speculate-dev/system'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { type ServeOptions, serve } from './serve.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command line until it is asked to stop, and sets the process's exit code. A second signal does not wait for the end. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const stop = new AbortController()
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    await createCommand(stop.signal).parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error)
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

function report(error: unknown): number {
  // Commander has already said what is wrong with the command line; help is not an error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  console.error(`embedded-github: ${messageOf(error)}`)
  if (error instanceof UsageError) return 2
  if (process.env.DEBUG && error instanceof Error) console.error(error.stack)
  return 1
}

function createCommand(signal: AbortSignal): Command {
  return new Command('embedded-github')
    .description('A GitHub on this machine: one repository, a user and a GitHub App that is installed on it.')
    .helpOption('-h, --help', 'print this help')
    .option('--port <number>', 'where it listens on 127.0.0.1 (default: any free port)', portOf)
    .option(
      '--data <dir>',
      'keep all data there; a later start goes on with it (default: a temporary folder)',
    )
    .option(
      '--repository <path>',
      'a local git repository to import, from its HEAD (default: a README alone)',
    )
    .option('--user <login>', 'who owns the repository and the App', 'maya')
    .option('--manifest <file>', "the App's manifest, for its name, permissions and events (default: all)")
    .option('--webhook-url <url>', 'where the App hears of events', urlOf)
    .option('--no-workflows', 'start none of the workflows of the repository')
    .option('--json', 'print one JSON object, as soon as it listens')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(`embedded-github: ${text.replace(/^error: /, '')}`),
    })
    .action((options: ServeOptions) => serve(options, signal))
}

const EXAMPLES = `
It runs until it is stopped, and prints tokens, the App's id, the file with its key and the secret of its webhook. Jobs of
workflows run on this machine with your rights, after every push and for every pull request.

Examples:
  embedded-github --repository . --port 3100
  embedded-github --webhook-url http://localhost:3000/api/github/webhooks --manifest app.yml
  embedded-github --json --data ./github-data | jq .user.token
`

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new InvalidArgumentError('It is a number from 0 to 65535.')
}

function urlOf(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text
  throw new InvalidArgumentError('It begins with http:// or https://.')
}
