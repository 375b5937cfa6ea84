/** The text with one passage put for another, which must be there. */
export function swap(from: string, to: string): (before: string) => string {
  return (before) => {
    if (!before.includes(from)) throw new Error(`there is no ${JSON.stringify(from)}`)
    return before.replace(from, () => to)
  }
}

/** The text with more behind it. */
export function more(text: string): (before: string) => string {
  return (before) => before + text
}

/** One edit after the other. */
export function both(...edits: readonly ((before: string) => string)[]): (before: string) => string {
  return (before) => edits.reduce((text, edit) => edit(text), before)
}
