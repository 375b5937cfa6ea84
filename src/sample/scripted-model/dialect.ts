/** What the scripted model answers to one call. */
export type ScriptedReply =
  | { readonly text: string }
  /** A call of one of the agent's tools. `namespace` is only known to the Responses dialect. */
  | {
      readonly tool: string
      readonly input: Readonly<Record<string, unknown>>
      readonly namespace?: string
    }
  /** A call of a tool that takes plain text (`apply_patch` of codex); other dialects than Responses have no such tools. */
  | { readonly custom: string; readonly input: string }

/** As the provider's usage counts, whatever the dialect calls it. `cached` is a part of `input`, `reasoning` of `output`. */
export interface ScriptedUsage {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
}

export type ScriptedError =
  | 'wrong-key'
  | 'forbidden'
  | 'quota'
  | 'rate-limit'
  | 'unknown-model'
  | 'internal'
  | 'overloaded'

/** One reply, ready to be put into the words of a dialect. */
export interface Turn {
  readonly id: string
  readonly model: string
  readonly reply: ScriptedReply
  readonly usage: ScriptedUsage
  /** Chat only: whether the caller asked for usage in the stream. */
  readonly usageWanted: boolean
}

/** One API: how its calls look and how its answers do. Bodies are parsed JSON of unknown shape. */
export interface Dialect {
  readonly name: 'messages' | 'responses' | 'chat' | 'gemini'
  accepts(path: string): boolean
  toolResults(body: Fields): number
  /** The answer as server-sent events, each a complete frame. */
  frames(turn: Turn): string[]
  whole(turn: Turn): unknown
  error(kind: ScriptedError): { readonly status: number; readonly body: unknown }
}

export type Fields = Readonly<Record<string, unknown>>

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Texts come in pieces, as from a real model. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,24}/gu) ?? ['']
}

export function eventFrame(type: string, data: Fields): string {
  return `event: ${type}\n${dataFrame({ type, ...data })}`
}

export function dataFrame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`
}

/** The arguments that a function-calling dialect can express; plain text becomes the one argument `input`. */
export function argumentsOf(reply: Exclude<ScriptedReply, { text: string }>): {
  name: string
  input: Fields
} {
  return 'tool' in reply
    ? { name: reply.tool, input: reply.input }
    : { name: reply.custom, input: { input: reply.input } }
}
