import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Toolchain } from '../../config/toolchains.ts'
import type { Agent } from '../../ports/agent.ts'
import { attemptEnvironment } from './attempt-environment.ts'
import { exitEnding, runToEnd } from './ending.ts'
import { missingCommand } from './find-command.ts'
import { launch } from './launch.ts'
import { outputTail } from './output-tail.ts'
import { progressLines } from './progress-lines.ts'

/**
 * A plain command that reads the brief from stdin or from the file `{brief}` and leaves its work in `{worktree}`, its current
 * directory. Exit code 0 means that it is done; every line it prints is progress.
 */
export function commandAgent(name: string, toolchain: Toolchain): Agent {
  return {
    missing: () => missingCommand(name, toolchain),
    async run({ workTree, brief, signal, onProgress }) {
      const missing = await missingCommand(name, toolchain)
      if (missing !== undefined) return { kind: 'not-installed', detail: missing, usage: { seconds: 0 } }
      const briefFile = join(workTree.home, 'brief.md')
      await writeFile(briefFile, brief)
      const command = toolchain.command.map((part) =>
        part.replaceAll('{brief}', briefFile).replaceAll('{worktree}', workTree.path),
      )
      const environment = await attemptEnvironment(toolchain, workTree)
      return runToEnd(
        () => launch(command, { workTree, environment }),
        (launched) => {
          const progress = progressLines(onProgress)
          const stdout = outputTail(64 * 1024)
          launched.stdout.on('data', (chunk: Buffer) => {
            stdout.push(chunk)
            progress(chunk.toString('utf8'))
          })
          launched.onStderr(progress)
          launched.stdin.end(brief)
          const lastWords = () => launched.stderrTail() || stdout.text()
          return { ending: launched.exit.then((exit) => exitEnding(exit, lastWords())) }
        },
        signal,
      )
    },
  }
}
