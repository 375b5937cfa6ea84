import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Redactor } from '../../redaction/create-redactor.ts'

/** One call, as the transcript tells it. */
interface TranscriptLine {
  /** ISO-8601 UTC, when the call came. */
  readonly time: string
  readonly path: string
  readonly model: string
  /** Absent when there was no answer. */
  readonly status?: number | undefined
  /** Why the call did not end well, in a word. */
  readonly ended?: string | undefined
  readonly inputTokens: number
  readonly cachedInputTokens: number
  readonly outputTokens: number
  /** The provider did not tell the whole usage, so it is estimated from the texts. */
  readonly estimated: boolean
  readonly ms: number
  /** Beginning and end of the texts. */
  readonly request: string
  readonly response: string
}

export interface Transcript {
  write(line: TranscriptLine): Promise<void>
}

export interface TranscriptOptions {
  /** Undefined: nothing is kept. */
  readonly path: string | undefined
  /** The limit for the whole file. */
  readonly maxBytes: number
  readonly redactor: Pick<Redactor, 'text'>
  readonly log: (message: string) => void
}

/**
 * One JSON line per call, with every secret taken out, readable by the owner only. Says so in a last line when it is full. Never
 * throws: an attempt must not fail because its transcript cannot be written.
 */
export function createTranscript({ path, maxBytes, redactor, log }: TranscriptOptions): Transcript {
  let bytes = 0
  let full = path === undefined
  let queue: Promise<void> = Promise.resolve()
  const append = async (line: TranscriptLine) => {
    if (full || path === undefined) return
    const text = `${JSON.stringify(await redactLine(line, redactor))}\n`
    full = bytes + Buffer.byteLength(text) > maxBytes
    const next = full ? `${JSON.stringify({ full: true, maxBytes })}\n` : text
    bytes += Buffer.byteLength(next)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await appendFile(path, next, { mode: 0o600 })
  }
  return {
    write(line) {
      queue = queue
        .then(() => append(line))
        .catch((error: unknown) => {
          full = true
          log(`the transcript of an attempt cannot be written: ${codeOf(error)}`)
        })
      return queue
    },
  }
}

/** One text after the other, and others have their turn in between. */
async function redactLine(line: TranscriptLine, { text }: Pick<Redactor, 'text'>): Promise<TranscriptLine> {
  const request = text(line.request)
  await setImmediate()
  const response = text(line.response)
  return { ...line, model: text(line.model), request, response }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
