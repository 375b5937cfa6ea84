import { pause } from '@speculate-dev/system'
import type { OutputTail } from './output-tail.ts'
import { plainLine } from './progress-lines.ts'

/** A program that speaks the protocol answers at once; the largest ones need some seconds to start on a busy machine. */
export const HANDSHAKE_MS = 60_000

/** The message is a sentence for the person who reads about the attempt. */
export class NoHandshake extends Error {}

/**
 * The agent's answer to the first message. Throws `NoHandshake` where it does not come: a program that waits for somebody to log in, or
 * that speaks no protocol at all, says so on its output and then nothing more.
 */
export async function expectHandshake<T>(
  answer: Promise<T>,
  handshakeMs: number,
  stdout: OutputTail,
): Promise<T> {
  const late = pause(handshakeMs, undefined, { ref: false }).then(() => undefined)
  const first = await Promise.race([answer.then((value) => ({ value })), late])
  if (first) return first.value
  const line = plainLine(stdout.text())
  const instead = line === '' ? 'wrote nothing to stdout' : `wrote ${JSON.stringify(line)} to stdout`
  const seconds = Math.round(handshakeMs / 1_000)
  throw new NoHandshake(
    `The agent did not answer the first message of the Agent Client Protocol within ${seconds} seconds; it ${instead}.`,
  )
}
