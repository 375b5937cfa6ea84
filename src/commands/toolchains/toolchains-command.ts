import { Argument, Command } from 'commander'
import type { ToolchainsOptions } from './toolchains.ts'

export function toolchainsCommand(signal: AbortSignal): Command {
  return new Command('toolchains')
    .description('list the agents that can write candidates; install them, or check that they work')
    .addArgument(new Argument('[name...]', 'which ones (default: all of toolchains.yml, then the presets)'))
    .option('--install', 'fetch the npm packages of those named, in the version that was tested')
    .option('--check', 'ask each for one small edit, with its real provider and a small budget')
    .option('--toolchains <file>', 'their definitions (default: toolchains.yml, if there is one)')
    .option('--unconfined', 'try them without a sandbox, with your rights')
    .option('--json', 'print one JSON array, and progress on standard error')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: ToolchainsOptions) => {
      const { listToolchains } = await import('./toolchains.ts')
      process.exitCode = await listToolchains(names, options, signal)
    })
}

const EXAMPLES = `
Packages go into TOOLCHAINS_DIR; none of their scripts runs. A check costs some ten thousand tokens per agent. Exits with 1
if a toolchain that was checked does not work.

Examples:
  speculate toolchains
  speculate toolchains --install codex claude
  speculate toolchains --check codex
  speculate toolchains --json | jq -r '.[] | select(.missing) | .name'
`
