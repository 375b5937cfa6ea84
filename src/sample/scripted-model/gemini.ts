import {
  argumentsOf,
  type Dialect,
  dataFrame,
  type Fields,
  fields,
  list,
  pieces,
  type ScriptedError,
  type Turn,
} from './dialect.ts'

/** Gemini, `POST …/models/<model>:generateContent` and `:streamGenerateContent`. */
export const gemini: Dialect = {
  name: 'gemini',
  accepts: (path) => /\/models\/[^/]+:(?:generateContent|streamGenerateContent)$/.test(path),
  toolResults: (body) =>
    list(body.contents)
      .flatMap((content) => list(fields(content).parts))
      .filter((part) => fields(part).functionResponse !== undefined).length,
  frames: (turn) => {
    const parts = 'text' in turn.reply ? pieces(turn.reply.text).map((text) => ({ text })) : [toolPart(turn)]
    // Each piece reports the usage so far, the last one all of it.
    return parts.map((part, index) =>
      dataFrame(answer(turn, part, { last: index === parts.length - 1, share: (index + 1) / parts.length })),
    )
  },
  whole: (turn) =>
    answer(turn, 'text' in turn.reply ? { text: turn.reply.text } : toolPart(turn), { last: true, share: 1 }),
  error(kind) {
    const [code, status, message, reason] = ERRORS[kind]
    const details =
      reason === undefined
        ? {}
        : { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] }
    return { status: code, body: { error: { code, message, status, ...details } } }
  },
}

const ERRORS: Readonly<Record<ScriptedError, readonly [number, string, string, string?]>> = {
  'wrong-key': [400, 'INVALID_ARGUMENT', 'API key not valid.', 'API_KEY_INVALID'],
  forbidden: [403, 'PERMISSION_DENIED', 'The key lacks the permission.'],
  quota: [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, check your plan and billing details.'],
  'rate-limit': [429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted.'],
  'unknown-model': [404, 'NOT_FOUND', 'The model is not found.'],
  internal: [500, 'INTERNAL', 'An internal error has occurred.'],
  overloaded: [503, 'UNAVAILABLE', 'The model is overloaded.'],
}

interface Place {
  readonly last: boolean
  /** How much of the output has been said, 0–1. */
  readonly share: number
}

function answer({ id, model, usage }: Turn, part: Fields, { last, share }: Place): Fields {
  const candidates = Math.round((usage.output - usage.reasoning) * share)
  return {
    candidates: [
      { index: 0, content: { role: 'model', parts: [part] }, ...(last ? { finishReason: 'STOP' } : {}) },
    ],
    usageMetadata: {
      promptTokenCount: usage.input,
      cachedContentTokenCount: usage.cached,
      candidatesTokenCount: candidates,
      thoughtsTokenCount: usage.reasoning,
      totalTokenCount: usage.input + usage.reasoning + candidates,
    },
    modelVersion: model,
    responseId: id,
  }
}

function toolPart({ reply }: Turn): Fields {
  if ('text' in reply) return { text: reply.text }
  const { name, input } = argumentsOf(reply)
  return { functionCall: { name, args: input } }
}
