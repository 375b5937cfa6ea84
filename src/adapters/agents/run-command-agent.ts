import type { AgentRequest } from '../../ports/agent.ts'
import { exitEnding, type RunningProcess } from './ending.ts'
import type { LaunchedAgent } from './launch.ts'
import { outputTail } from './output-tail.ts'
import { plainText, progressLines } from './progress-lines.ts'

/**
 * A plain command that reads the brief from stdin or from a file and leaves its work in its current directory. Exit code 0
 * means that it is done; every line it prints is progress.
 */
export function runCommandAgent(
  launched: LaunchedAgent,
  { brief, onProgress }: AgentRequest,
): RunningProcess {
  const progress = progressLines(onProgress)
  const stdout = outputTail(64 * 1024)
  launched.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk)
    progress(chunk.toString('utf8'))
  })
  launched.onStderr(progress)
  launched.stdin.end(brief)
  const lastOutput = () => launched.stderrTail() || stdout.text()
  return {
    ending: launched.exit.then((exit) => {
      const ending = exitEnding(exit, lastOutput())
      return ending.kind === 'finished' ? { ...ending, lastWords: proseOf(stdout.text()) } : ending
    }),
  }
}

/** The printed text, unless it is a stream of JSON for programs. */
function proseOf(output: string): string {
  const text = plainText(output)
  const isJson = text.split('\n').some((line) => /^\{".*\}$/.test(line))
  return isJson ? '' : text
}
