import { once } from 'node:events'
import type { Progress } from './progress.ts'
import type { Laptop } from './start-laptop.ts'

/** Leaves everything running until the person at the terminal has seen enough. */
export async function untilInterrupted(
  laptop: Laptop,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  progress.note(`still running: ${laptop.url}. Press Ctrl-C to stop.`)
  if (!signal.aborted) await once(signal, 'abort')
}
