import type { Step } from '@speculate-dev/embedded-github'
import { parseWorkflow } from '@speculate-dev/embedded-github'
import type { WorkflowFile } from './plan-checks.ts'

const MAX_OFFERS = 20
const MAX_LENGTH = 200

/** What the `run:` steps of all workflows say, as commands that `--verify` takes, each once, in their order. */
export function offerCommands(files: readonly WorkflowFile[]): string[] {
  const steps = files.flatMap(({ path, text }) => parseWorkflow(path, text).jobs.flatMap((job) => job.steps))
  return [...new Set(steps.flatMap(commandsOf))].slice(0, MAX_OFFERS)
}

/** A script of plain commands is offered line by line; of anything else nobody can say what a part of it does. */
function commandsOf(step: Step): string[] {
  if (step.kind !== 'run') return []
  const { run, shell, workingDirectory } = step
  if (!SHELLS.includes(shell ?? 'bash') || (workingDirectory ?? '').includes('${{')) return []
  const lines = run
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length > 1 && lines.some(isPartOfMore)) return []
  return lines
    .filter((line) => !line.includes('${{') && line.length <= MAX_LENGTH && !PROVES_NOTHING.test(line))
    .map((line) => (workingDirectory === undefined ? line : `cd ${workingDirectory} && ${line}`))
}

/** Ends or says something, and no more. */
const PROVES_NOTHING = /^(?:exit|echo|true|false)(?=\s|$)[^|&;]*$/

/** Those that run what `--verify` runs. */
const SHELLS = ['bash', 'sh']

function isPartOfMore(line: string): boolean {
  return (
    /(?:\\|\||&&|[({])$/.test(line) ||
    /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|function|cd|pushd|popd|export|set)\b/.test(
      line,
    ) ||
    /^(?:[})]|\w+=\S*$)/.test(line) ||
    line.includes('<<')
  )
}
