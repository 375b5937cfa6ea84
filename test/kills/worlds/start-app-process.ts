import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { AppProcess } from './app-process.ts'

export interface RunningApp {
  /** Rejects where the process ends by itself before. */
  readonly settled: Promise<void>
  kill(): Promise<void>
  readonly isKilled: () => boolean
  /** What it has logged. */
  readonly said: readonly string[]
}

const PROGRAM = fileURLToPath(new URL('./app-process.ts', import.meta.url))

export function startAppProcess(given: AppProcess): RunningApp {
  const child = fork(PROGRAM, [JSON.stringify(given)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const said: string[] = []
  child.stderr?.on('data', (part) => said.push(String(part)))
  let isKilled = false
  const settled = Promise.race([
    once(child, 'message').then(() => {}),
    once(child, 'exit').then(() => {
      if (!isKilled) throw new Error(`the App has ended by itself: ${said.join('')}`)
      return new Promise<void>(() => {})
    }),
  ])
  settled.catch(() => {})
  return {
    settled,
    said,
    isKilled: () => isKilled,
    kill: async () => {
      isKilled = true
      await killed(child)
    },
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
