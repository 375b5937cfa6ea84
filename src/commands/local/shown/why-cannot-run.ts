import { cut, oneLine } from '../../../messages/foreign/foreign-text.ts'
import type { FailedStep } from './failed-step.ts'

/**
 * Why a step cannot run here at all, whatever a candidate writes: what it calls is not there, or there is no room for it. Undefined for
 * an ordinary failure, of which a candidate may make a success.
 */
export function whyCannotRun({ exitCode, lines }: FailedStep): string | undefined {
  const said = lines.findLast((line) => [...MISSING, ...UNREACHED].some((pattern) => pattern.test(line)))
  if (said !== undefined) return shown(said)
  if (exitCode !== 126 && exitCode !== 127) return undefined
  const last = lines.at(-1)
  const what = exitCode === 127 ? 'a command was not found' : 'a command could not be run'
  return last === undefined ? `${what} (exit code ${exitCode})` : `${what}: ${shown(last)}`
}

function shown(line: string): string {
  return cut(oneLine(line.replace(SCRIPT, '')), 200)
}

/** The file into which the runner writes what a step says, as shells name it. */
const SCRIPT = /^\S{1,300}\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.\w{1,4})?: /

/** What the common programs say of a target, a script or a tool that does not exist, and of a disk that is full. */
const MISSING: readonly RegExp[] = [
  /^g?make(?:\[\d+\])?: \*\*\* No rule to make target (?!.*, needed by)/,
  /^g?make(?:\[\d+\])?: \*\*\* No targets(?: specified and no makefile found)?\./,
  /^g?make(?:\[\d+\])?: \*\*\* \[[^\]]*\] Error 12[67]$/,
  /^npm (?:ERR!|error) [Mm]issing script: /,
  /^npm (?:ERR!|error) (?:enoent|code ENOENT|could not determine executable to run)/,
  /^\s*ERR_PNPM_(?:NO_SCRIPT|NO_IMPORTER_MANIFEST_FOUND)\b/,
  /^error Command "[^"]*" not found\.$/,
  /^Usage Error: Couldn't find a script named /,
  /^error: Script not found "/,
  /^error: [Jj]ustfile does not contain recipe /,
  /^error: No [Jj]ustfile found/,
  /^task: Task "[^"]*" does not exist/,
  /^Don't know how to build task /,
  /^rake aborted!.*No Rakefile found/,
  /^\S*python[\d.]*(?:\.exe)?: (?:No module named |can't open file )/,
  /^error: no such (?:sub)?command: /,
  /^bundler: command not found: /,
  /^error: Failed to spawn: /,
  /^Command not found: \S+$/,
  /^\s*Command "[^"]*" is not defined\.$/,
  /^Task '[^']*' not found in /,
  /^\[ERROR\] Unknown lifecycle phase "/,
  /Cannot connect to the Docker daemon/,
  /: No space left on device\b|\bENOSPC: no space left on device\b/,
]

/**
 * What programs that install say where this machine has no way to what they need, or does not let them. Only their own words: a test
 * that asks for a network fails as any other does.
 */
const UNREACHED: readonly RegExp[] = [
  /^E: a job (?:installs no packages on|does not change the packages of) this machine/,
  /^sudo: (?:a terminal is required|a password is required|no tty present|\S+ is not in the sudoers file)/,
  /^E: (?:Could not open lock file|Unable to (?:acquire|fetch|locate package|lock)|Failed to fetch|Package '[^']*' has no installation candidate)/,
  /^npm (?:ERR!|error) (?:code (?:EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ENOTFOUND|ETIMEDOUT)$|network )/,
  /^\s*ERROR: (?:Could not find a version that satisfies|No matching distribution found for|ResolutionImpossible: )/,
  /^(?:error: |\s*(?:×|╰─▶|├─▶) )Failed to (?:download|fetch)[: ]/,
  /^error: failed to download /,
  /^\s*Unable to update registry /,
  /^go: .*\bdial tcp\b/,
  /^\[ERROR\] .*(?:Could not transfer artifact|in offline mode|Unknown host )/,
  /^\s*> Could not (?:GET|HEAD|resolve) /,
  /^Could not (?:reach host|fetch specs from) /,
  /^(?:curl: \((?:6|7|28)\) |wget: unable to resolve host address)/,
  /^fatal: unable to access 'https?:/,
]
