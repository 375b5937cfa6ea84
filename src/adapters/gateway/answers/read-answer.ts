import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { type Fields, fields, list, textOf } from '../json.ts'
import type { Dialect } from '../route.ts'
import type { Tokens } from '../tokens.ts'

/** The facts told by one JSON value of an answer: an event, or the whole of it. */
export interface AnswerPart {
  /** Counts so far of this answer; later ones replace earlier ones. */
  readonly tokens?: Partial<Tokens>
  readonly model?: string | undefined
  /** Length of the text that this value adds to the answer. */
  readonly characters?: number
  /** The counts are those of the complete answer. */
  readonly complete?: boolean
  readonly error?: ReportedError
}

export interface ReportedError {
  readonly code: string
  readonly message: string
}

/** Reads what a value of an answer says of its cost. Anything of another shape says nothing. */
export function readAnswer(dialect: Dialect, value: unknown): AnswerPart {
  const body = fields(value)
  switch (dialect) {
    case 'messages':
      return readMessages(body)
    case 'responses':
      return readResponses(body)
    case 'chat':
      return readChat(body)
    case 'gemini':
      return readGemini(body)
    default:
      return dialect satisfies never
  }
}

/**
 * Anthropic: `input_tokens` leaves out what was read from and written to the cache; `message_start` tells the input,
 * `message_delta` the output, cumulatively (https://platform.claude.com/docs/en/api/messages).
 */
function readMessages(body: Fields): AnswerPart {
  const delta = fields(body.delta)
  switch (body.type) {
    case 'message':
      return { tokens: messagesTokens(body.usage), model: textOf(body.model), complete: true }
    case 'message_start': {
      const message = fields(body.message)
      return { tokens: messagesTokens(message.usage), model: textOf(message.model) }
    }
    case 'content_block_delta':
      return { characters: lengthOf(delta.text, delta.partial_json, delta.thinking) }
    case 'message_delta':
      return { tokens: messagesTokens(body.usage), complete: true }
    case 'error':
      return { error: errorOf(body.error) }
    default:
      return {}
  }
}

function messagesTokens(value: unknown): Partial<Tokens> {
  const usage = fields(value)
  return known({
    fresh: count(usage.input_tokens),
    cached: count(usage.cache_read_input_tokens),
    written: count(usage.cache_creation_input_tokens),
    writtenForHour: count(fields(usage.cache_creation).ephemeral_1h_input_tokens),
    output: count(usage.output_tokens),
  })
}

/** OpenAI Responses: `input_tokens` holds those read from the cache and written to it, `output_tokens` the reasoning; told once, at the end. */
function readResponses(body: Fields): AnswerPart {
  const type = textOf(body.type) ?? ''
  if (type === 'error') return { error: errorOf(body) }
  if (type.endsWith('.delta')) return { characters: lengthOf(body.delta) }
  const response = type.startsWith('response.') ? fields(body.response) : body
  const usage = fields(response.usage)
  const error = isError(response.error) ? { error: errorOf(response.error) } : {}
  return {
    ...openaiTokens(usage.input_tokens, usage.output_tokens, usage),
    model: textOf(response.model),
    ...error,
  }
}

/** OpenAI Chat Completions: alike under other names; a stream tells it in its last chunk, if asked to. */
function readChat(body: Fields): AnswerPart {
  const usage = fields(body.usage)
  const deltas = list(body.choices).map((choice) => fields(fields(choice).delta))
  const calls = deltas.flatMap((delta) => list(delta.tool_calls)).map((call) => fields(fields(call).function))
  return {
    ...openaiTokens(usage.prompt_tokens, usage.completion_tokens, usage),
    model: textOf(body.model),
    characters: lengthOf(
      ...deltas.flatMap(({ content, reasoning_content, reasoning }) => [
        content,
        reasoning_content,
        reasoning,
      ]),
      ...calls.map((call) => call.arguments),
    ),
    ...(isError(body.error) ? { error: errorOf(body.error) } : {}),
  }
}

function openaiTokens(
  input: unknown,
  output: unknown,
  usage: Fields,
): Pick<AnswerPart, 'tokens' | 'complete'> {
  const [all, said, total] = [count(input), count(output), count(usage.total_tokens)]
  if (all === undefined || said === undefined) return {}
  const details = fields(usage.input_tokens_details ?? usage.prompt_tokens_details)
  const cached = Math.min(count(details.cached_tokens) ?? 0, all)
  const written = Math.min(count(details.cache_write_tokens) ?? 0, all - cached)
  // Some providers of this API leave reasoning out of the output, but not out of the total.
  const output_ = Math.max(said, (total ?? 0) - all)
  return { tokens: { fresh: all - cached - written, cached, written, output: output_ }, complete: true }
}

/**
 * Gemini: the prompt holds the cached tokens; thoughts and the prompts of tool use are counted beside candidates and
 * prompt (https://ai.google.dev/api/generate-content#UsageMetadata). Every chunk tells the counts so far.
 */
function readGemini(body: Fields): AnswerPart {
  const usage = fields(body.usageMetadata)
  const candidates = list(body.candidates).map(fields)
  const parts = candidates.flatMap((candidate) => list(fields(candidate.content).parts)).map(fields)
  const prompt = count(usage.promptTokenCount)
  const cached = Math.min(count(usage.cachedContentTokenCount) ?? 0, prompt ?? 0)
  const thought = count(usage.thoughtsTokenCount) ?? 0
  const tokens = {
    fresh: (prompt ?? 0) - cached + (count(usage.toolUsePromptTokenCount) ?? 0),
    cached,
    output: (count(usage.candidatesTokenCount) ?? 0) + thought,
  }
  const blocked = body.promptFeedback !== undefined
  return {
    ...withoutUndefined({ tokens: prompt === undefined ? undefined : tokens }),
    model: textOf(body.modelVersion),
    characters: lengthOf(
      ...parts.map(({ text, functionCall }) => text ?? (functionCall && JSON.stringify(functionCall))),
    ),
    complete:
      prompt !== undefined && (blocked || candidates.some(({ finishReason }) => isText(finishReason))),
    ...(isError(body.error) ? { error: errorOf(body.error) } : {}),
  }
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function known(tokens: Readonly<Record<keyof Tokens, number | undefined>>): Partial<Tokens> {
  return Object.fromEntries(Object.entries(tokens).filter(([, value]) => value !== undefined))
}

function lengthOf(...values: readonly unknown[]): number {
  return values.reduce<number>((sum, value) => sum + (textOf(value)?.length ?? 0), 0)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isError(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** All four APIs describe an error by a code and a sentence, under different keys. */
export function errorOf(value: unknown): ReportedError {
  const error = fields(value)
  const reasons = list(error.details).map((detail) => textOf(fields(detail).reason))
  const words = [...reasons, error.code, error.status, error.type]
  return {
    code: words.find((word): word is string => typeof word === 'string') ?? '',
    message: textOf(error.message) ?? '',
  }
}
