import { findFences } from '../../domain/issue/find-fences.ts'

/** A field of an issue form: GitHub writes each as a heading of the third level and what was answered below it. */
export interface FormField {
  /** In lower case. */
  readonly name: string
  readonly value: string
}

/** What GitHub writes where nothing was answered. */
const NO_RESPONSE = '_No response_'

const LINE_END = /\r\n|\n|\r/

export function formFields(text: string): readonly FormField[] {
  const fields: { name: string; lines: string[] }[] = []
  const inCode = linesOfCode(text)
  for (const [index, line] of text.split(LINE_END).entries()) {
    const isHeading = line.startsWith('### ') && !inCode.has(index + 1)
    const name = isHeading ? line.slice(4).trim().toLowerCase() : undefined
    if (name === undefined) fields.at(-1)?.lines.push(line)
    else fields.push({ name, lines: [] })
  }
  return fields
    .map(({ name, lines }) => ({ name, value: lines.join('\n').trim() }))
    .filter(({ value }) => value !== '' && value !== NO_RESPONSE)
}

/** What somebody quotes there, a log or another form, has no fields. */
function linesOfCode(text: string): ReadonlySet<number> {
  return new Set(
    findFences(text).flatMap(({ line, content }) =>
      content.split(LINE_END).map((_, index) => line + 1 + index),
    ),
  )
}
