import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '@speculate-dev/system'
import { Command, CommanderError, Option } from 'commander'
import { useProxies } from '../adapters/network/proxies.ts'
import { PACKAGE } from '../adapters/own-files.ts'
import { redactorOfProcess } from '../adapters/redaction/create-redactor.ts'
import { SCENARIOS } from '../sample/scenarios.ts'
import { backtestCommand } from './backtest/backtest-command.ts'
import { asTyped } from './called-as.ts'
import { CommandError, type ExitCode } from './command-error.ts'
import { configCommand } from './config/config-command.ts'
import type { ContractOptions } from './contract/contract.ts'
import { dbCommand } from './db/db-commands.ts'
import type { DemoOptions } from './demo/demo.ts'
import { doctorCommand } from './doctor/doctor-command.ts'
import { explainArguments } from './explain-arguments.ts'
import { initCommand } from './init/init-command.ts'
import { logCommands } from './log/log-commands.ts'
import { machineFault } from './machine-fault.ts'
import { operatorCommands } from './operator/operator-commands.ts'
import { rebuildCommand } from './rebuild/rebuild-command.ts'
import { reflowHelp } from './reflow-help.ts'
import { repeated } from './repeated.ts'
import { scoreCommands } from './score/score-commands.ts'
import { JSON_OBJECT } from './shared-options.ts'
import type { StartOptions } from './start.ts'
import { toolchainsCommand } from './toolchains/toolchains-command.ts'
import { tryCommand } from './try/try-command.ts'
import { uninstallCommand } from './uninstall/uninstall-command.ts'

/**
 * Runs one command line and sets the process's exit code. Errors become one line on standard error, with a stack trace only
 * when DEBUG is set; an interrupt lets the command clean up first.
 */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const interrupt = new AbortController()
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort(new CommandError('interrupted', 130))
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  // Whoever read our output has gone (`demo | head`): end in order, as after an interrupt.
  const onGone = () => interrupt.abort(new CommandError('nobody reads the output any more', 1))
  process.stdout.on('error', onGone)
  let withoutProxies = () => {}
  try {
    withoutProxies = useProxies()
    await createProgram(interrupt.signal).parseAsync(argv)
  } catch (error) {
    process.exitCode = report(interrupt.signal.aborted ? interrupt.signal.reason : error)
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    process.stdout.off('error', onGone)
    withoutProxies()
  }
}

function report(error: unknown): ExitCode {
  // Commander has already said what is wrong with the command line; help and version are not errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const fault = error instanceof CommandError ? undefined : machineFault(error)
  const { text } = redactorOfProcess()
  console.error(`speculate: ${text(asTyped(fault ?? messageOf(error)))}`)
  if (process.env.DEBUG && error instanceof Error) console.error(text(error.stack ?? ''))
  if (error instanceof CommandError) return error.exitCode
  if (fault !== undefined) return 2
  if (!process.env.DEBUG) console.error('This was not expected. Set DEBUG=1 to see where it comes from.')
  // 1 is an outcome, of something that ran to its end.
  return 2
}

/** As Commander takes it, also where there is no terminal. */
function widthOf({ isTTY, columns }: NodeJS.WriteStream): number {
  return (isTTY && columns) || 80
}

/** Commands are loaded when they run: `--help` needs neither a database nor a server. */
function createProgram(signal: AbortSignal): Command {
  const program = new Command('speculate')
    .description('Several draft pull requests for one issue, judged by the same checks; one is promoted.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    // `try clean --json` means the option of `clean`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      outputError: (text, write) =>
        write(`speculate: ${redactorOfProcess().text(text.replace(/^error: /, ''))}`),
      writeOut: (text) => process.stdout.write(reflowHelp(asTyped(text), widthOf(process.stdout))),
      writeErr: (text) => process.stderr.write(asTyped(text)),
    })
    .addHelpText('after', `\nExit codes:\n${EXIT_CODES}`)
  const commands = [
    demoCommand(signal),
    tryCommand(program, signal),
    toolchainsCommand(signal),
    startCommand(signal),
    doctorCommand(signal),
    ...operatorCommands(program),
    dbCommand(program, signal),
    rebuildCommand(),
    uninstallCommand(),
    ...scoreCommands(signal),
    backtestCommand(signal),
    contractCommand(),
    configCommand(program, signal),
    initCommand(),
    ...logCommands(program),
  ]
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program))
  }
  explainArguments(program)
  return program
}

const EXIT_CODES = `  0    it ran, with the outcome that was wanted
  1    it ran, with another outcome
  2    it could not run as asked
  130  interrupted
`

function demoCommand(signal: AbortSignal): Command {
  return new Command('demo')
    .description('run the whole product on a sample repository, with a scripted agent and an embedded GitHub')
    .addOption(
      new Option('--scenario <name>', 'which of the sample issues')
        .choices(SCENARIOS)
        .default('double-charge'),
    )
    .option(
      '--toolchain <name>',
      'let a real agent write, in front of a scripted model: codex, claude, opencode or gemini; repeatable',
      repeated,
    )
    .option('--keep', 'leave everything running afterwards, to look at it in a browser')
    .option(
      '--data <dir>',
      'keep all data there; a later run continues with it (default: a temporary folder)',
    )
    .option('--json', 'print one JSON object at the end, and progress on standard error')
    .addHelpText('after', DEMO_EXAMPLES)
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./demo/demo.ts')
      process.exitCode = await demo(options, signal)
    })
}

const DEMO_EXAMPLES = `
Exits with 0 only if the run ended as the scenario says: one candidate ready and the others closed with their
reasons, or (escalate) all closed and a human asked.

Examples:
  speculate demo
  speculate demo --scenario escalate
  speculate demo --scenario cheat     a cheat, a do-nothing and an honest candidate
  speculate demo --toolchain codex --toolchain claude
  speculate demo --keep --data ./demo-data
  speculate demo --json | jq .decision
`

function contractCommand(): Command {
  return new Command('contract')
    .description('print what the checks of a repository run and read, which no candidate may change')
    .requiredOption('--repo <path>', 'the repository; it is only read, and nothing of it is run')
    .option('--ref <name>', 'the commit to read (default: HEAD)')
    .option('--verify <command>', 'judge by this command instead of its checks; repeatable', repeated)
    .option(...JSON_OBJECT)
    .addHelpText('after', CONTRACT_EXAMPLES)
    .action(async (options: ContractOptions) => {
      const { contract } = await import('./contract/contract.ts')
      process.exitCode = await contract(options)
    })
}

const CONTRACT_EXAMPLES = `
The checks are those that .github/speculate.yml names, else every job that the repository's workflows run for pull
requests. Exits with 0 if something is known of each check, with 1 if one runs where nothing of it can be seen.

Examples:
  speculate contract --repo .
  speculate contract --repo ../shop --ref main --json | jq -r '.judges[].path' | sort -u
  speculate contract --repo ../shop --verify "npm test"
`

function startCommand(signal: AbortSignal): Command {
  return new Command('start')
    .description('run the GitHub App; its environment is described in .env.example')
    .addOption(
      new Option(
        '--role <role>',
        'what this process does: everything, webhooks, or the work (default: all)',
      ).choices(['all', 'web', 'worker']),
    )
    .addHelpText('after', START_HELP)
    .action(async (options: StartOptions) => {
      const { start } = await import('./start.ts')
      process.exitCode = await start(options, signal)
    })
}

const START_HELP = `
Several processes share one Postgres (DATABASE_URL): "web" takes webhooks, "worker" does the work. SPECULATE_ROLE
says the same as --role.

Examples:
  speculate start
  PORT=8080 speculate start
  speculate start --role web
  PORT=3001 speculate start --role worker
`

function version(): string {
  const text = readFileSync(join(PACKAGE, 'package.json'), 'utf8')
  const { version }: { version: string } = JSON.parse(text)
  return version
}
