import { StringDecoder } from 'node:string_decoder'
import { list, parseJson } from '../json.ts'
import type { Dialect } from '../route.ts'
import { estimateTokens, NO_TOKENS, type Tokens } from '../tokens.ts'
import { type AnswerPart, type ReportedError, readAnswer } from './read-answer.ts'

/** What an answer has told of itself so far. */
export interface AnswerCount {
  /** Counts of the provider where it told them; otherwise estimates. */
  readonly tokens: Tokens
  /** The provider told the input. */
  readonly inputReported: boolean
  /** The provider told the counts of the complete answer; otherwise `tokens.output` is estimated from the text. */
  readonly complete: boolean
  readonly model: string | undefined
  /** An error inside an answer that began well. */
  readonly error: ReportedError | undefined
}

export interface AnswerCounter {
  feed(chunk: Buffer): void
  end(): void
  counted(): AnswerCount
}

/** Counts while the bytes pass, wherever they are cut. Keeps at most one event of `MAX_EVENT` characters. */
export function countAnswer(dialect: Dialect, contentType: string): AnswerCounter {
  let tokens: Tokens = NO_TOKENS
  let characters = 0
  let counted = { inputReported: false, complete: false } as Omit<AnswerCount, 'tokens'>
  const take = (reported: AnswerPart) => {
    tokens = { ...tokens, ...reported.tokens }
    characters += reported.characters ?? 0
    counted = {
      inputReported: counted.inputReported || reported.tokens?.fresh !== undefined,
      complete: counted.complete || reported.complete === true,
      model: reported.model ?? counted.model,
      error: reported.error ?? counted.error,
    }
  }
  const read = (text: string) => {
    const value = parseJson(text)
    for (const item of Array.isArray(value) ? list(value) : [value]) take(readAnswer(dialect, item))
  }
  const reader = contentType.startsWith('text/event-stream') ? readEvents(read) : readWhole(read)
  return {
    ...reader,
    counted: () => ({
      ...counted,
      tokens: counted.complete
        ? tokens
        : { ...tokens, output: Math.max(tokens.output, estimateTokens(characters)) },
    }),
  }
}

type Reader = Pick<AnswerCounter, 'feed' | 'end'>

const MAX_EVENT = 16_000_000

/** Server-sent events: the `data` of each, however its bytes arrive. */
function readEvents(read: (data: string) => void): Reader {
  const decoder = new StringDecoder('utf8')
  // The line that has begun, in the pieces in which it came: joined once, however many they are.
  let begun: string[] = []
  let characters = 0
  let data: string[] = []
  const line = (text: string) => {
    if (text.startsWith('data:')) data.push(text.slice(5))
    if (text !== '') return
    if (data.length > 0) read(data.join('\n'))
    data = []
  }
  const take = (text: string) => {
    const [first = '', ...lines] = text.split('\n')
    begun.push(first)
    characters += first.length
    // A line longer than this is dropped instead of counted; its answer is then estimated.
    if (characters > MAX_EVENT) begun.length = 0
    if (lines.length === 0) return
    const last = lines.pop() ?? ''
    for (const item of [begun.join(''), ...lines]) line(item.replace(/\r$/, ''))
    begun = [last]
    characters = last.length
  }
  return {
    feed: (chunk) => take(decoder.write(chunk)),
    end: () => take(`${decoder.end()}\n\n`),
  }
}

function readWhole(read: (text: string) => void): Reader {
  const chunks: Buffer[] = []
  let bytes = 0
  return {
    feed(chunk) {
      bytes += chunk.length
      if (bytes <= MAX_EVENT) chunks.push(chunk)
      else chunks.length = 0
    },
    end: () => read(Buffer.concat(chunks).toString()),
  }
}
