import { findOnPath } from '../../machine/find-on-path.ts'

export interface ShellScript {
  readonly command: readonly [string, ...string[]]
  /** What is written into the file. */
  readonly text: string
}

/**
 * docs.github.com, "Workflow syntax", `steps[*].shell`: without `shell` it is `bash -e`, which does not see a failure inside a pipe;
 * `shell: bash` does. Where there is no bash, `sh -e`. Anything else is a command with `{0}` in place of the script.
 */
export async function shellScript(
  shell: string | undefined,
  { script, text, path }: { readonly script: string; readonly text: string; readonly path: string },
): Promise<ShellScript> {
  switch (shell) {
    case undefined:
      return {
        command: (await findOnPath('bash', path)) ? ['bash', '-e', script] : ['sh', '-e', script],
        text,
      }
    case 'bash':
      return { command: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', script], text }
    case 'sh':
      return { command: ['sh', '-e', script], text }
    case 'python':
      return { command: ['python', script], text }
    case 'pwsh':
      return { command: ['pwsh', '-command', `. '${script}'`], text: withPowerShellErrors(text) }
    default:
      return { command: filledIn(shell, script), text }
  }
}

/** By which a program may know what it is to read. */
export function scriptExtension(shell: string | undefined): string {
  const program = shell?.trim().split(/\s/)[0]?.split('/').at(-1)
  if (program === 'python' || program === 'python3') return 'py'
  return program === 'pwsh' ? 'ps1' : 'sh'
}

/** Why this machine has no such shell. */
export async function problemOfShell(shell: string, path: string): Promise<string | undefined> {
  const problem = `\`shell: ${shell.slice(0, 100)}\` is not supported by this runner`
  if (['bash', 'sh', 'python'].includes(shell)) return undefined
  if (shell === 'pwsh')
    return (await findOnPath('pwsh', path)) ? undefined : `${problem}: this machine has no pwsh`
  return shell.includes('{0}') ? undefined : problem
}

/** As GitHub's runner puts them around a script: it fails at the first error, and with the code of its last program. */
function withPowerShellErrors(text: string): string {
  const exit = 'if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }'
  return `$ErrorActionPreference = 'stop'\n${text}\n${exit}\n`
}

function filledIn(shell: string, script: string): [string, ...string[]] {
  const words = [...shell.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]
  const [program = 'sh', ...rest] = words.map(([, double, single, bare]) => double ?? single ?? bare ?? '')
  return [program, ...rest.map((word) => word.replaceAll('{0}', script))]
}
