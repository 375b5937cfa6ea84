import { pause } from '@speculate-dev/system'
import type { ActionCall, ActionResult, ServedAction } from './served-action.ts'

/** https://github.com/nick-fields/retry: a command of the workflow, again when it fails. An attempt has as long as the step has. */
export const retry: ServedAction = {
  names: ['nick-fields/retry', 'nick-invision/retry'],
  plan({ uses, inputs }) {
    const shell = inputs.shell ?? 'bash'
    const findings = SHELLS.has(shell)
      ? []
      : [`\`shell: ${shell}\` of \`${uses}\` is not supported by this runner`]
    const told = ['timeout_minutes', 'timeout_seconds'].filter((name) => name in inputs)
    return {
      findings,
      notices: told.map((name) => `\`${uses}\`: \`${name}\` has no effect here; a step's own limit has`),
    }
  },
  run,
}

/** Each as the action starts it. */
const SHELLS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['bash', ['bash', '-c']],
  ['sh', ['sh', '-c']],
  ['python', ['python', '-c']],
])

async function run(call: ActionCall): Promise<ActionResult> {
  const { inputs, log, signal } = call
  const attempts = Math.min(numberOf(inputs.max_attempts) ?? 3, MOST_ATTEMPTS)
  for (let attempt = 1; ; attempt += 1) {
    const command = attempt === 1 ? inputs.command : (inputs.new_command_on_retry ?? inputs.command)
    const code = await codeOf(call, command ?? '')
    const outputs = { total_attempts: String(attempt), exit_code: String(code) }
    if (code === 0) return { outputs }
    const only = numberOf(inputs.retry_on_exit_code)
    const isLast = attempt >= attempts || signal.aborted || (only !== undefined && only !== code)
    if (isLast && inputs.continue_on_error === 'true') return { outputs }
    if (isLast) return { outputs, problem: `Final attempt failed. Process completed with exit code ${code}.` }
    log.note(`Attempt ${attempt} ended with exit code ${code}`)
    await pause((numberOf(inputs.retry_wait_seconds) ?? 10) * 1_000, signal)
    if (inputs.on_retry_command !== undefined) await codeOf(call, inputs.on_retry_command)
  }
}

/** More than anybody waits for. */
const MOST_ATTEMPTS = 20

/** What a shell would say of a program that was ended, or could not be started. */
const ENDED = 137
const NOT_STARTED = 127

async function codeOf({ inputs, execute }: ActionCall, command: string): Promise<number> {
  const [program, option] = SHELLS.get(inputs.shell ?? 'bash') ?? ['bash', '-c']
  const result = await execute([program, option, command])
  if (result.kind === 'exited') return result.code
  return result.kind === 'killed' ? ENDED : NOT_STARTED
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || !/^\d{1,6}$/.test(text.trim()) ? undefined : Number(text)
}
