import type { NamedOutcome } from '../../../domain/proof/proof.ts'
import { failed, passed, skipped } from './named-outcome.ts'

/** jest and vitest. */
export function readJestJson(output: string): readonly NamedOutcome[] {
  const report = parsedFrom(output, '{"num')
  const files = listOf(report?.testResults)
  return files.flatMap((file) =>
    listOf(file.assertionResults).map((one) => {
      const name = String(one.fullName ?? one.title ?? '')
      if (one.status === 'passed') return passed(name)
      if (one.status === 'failed') return failed(name, listOfText(one.failureMessages).join('\n'))
      return skipped(name)
    }),
  )
}

export function readRspec(output: string): readonly NamedOutcome[] {
  const report = parsedFrom(output, '{"version"')
  return listOf(report?.examples).map((one) => {
    const name = String(one.full_description ?? '')
    if (one.status === 'passed') return passed(name)
    if (one.status !== 'failed') return skipped(name)
    const { exception } = one
    const { class: kind = '', message = '' } = isRecord(exception) ? exception : {}
    return failed(name, `${String(kind)}: ${String(message)}`)
  })
}

/** The reason why it ran nothing, where the report contains one. */
export function rspecErrors(output: string): string | undefined {
  const messages = listOfText(parsedFrom(output, '{"version"')?.messages)
  if (messages.length === 0) return undefined
  // A line of the source, and what is wrong in the line after its kind.
  return messages
    .join('\n')
    .replaceAll(/^Failure\/Error:.*$/gm, '')
    .replaceAll(/Error:\n\s*/g, 'Error: ')
}

type Json = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function listOfText(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** The last line, or the rest of the output, that begins like the report: what tests print stands before or after it. */
function parsedFrom(output: string, start: string): Json | undefined {
  const at = output.lastIndexOf(start)
  if (at < 0) return undefined
  const end = output.indexOf('\n', at)
  for (const text of [output.slice(at, end < 0 ? undefined : end), output.slice(at)]) {
    try {
      const value: unknown = JSON.parse(text)
      if (isRecord(value)) return value
    } catch {
      // Cut off, or not what it looks like.
    }
  }
  return undefined
}
