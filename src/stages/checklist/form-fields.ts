/** A field of an issue form: GitHub writes each as a heading of the third level and what was answered below it. */
export interface FormField {
  /** In lower case. */
  readonly name: string
  readonly value: string
}

/** What GitHub writes where nothing was answered. */
const NO_RESPONSE = '_No response_'

export function formFields(text: string): readonly FormField[] {
  const fields: { name: string; lines: string[] }[] = []
  for (const line of text.split(/\r?\n/)) {
    const name = line.startsWith('### ') ? line.slice(4).trim().toLowerCase() : undefined
    if (name === undefined) fields.at(-1)?.lines.push(line)
    else fields.push({ name, lines: [] })
  }
  return fields
    .map(({ name, lines }) => ({ name, value: lines.join('\n').trim() }))
    .filter(({ value }) => value !== '' && value !== NO_RESPONSE)
}
