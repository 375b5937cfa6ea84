/** What may follow the name of a command, once for all commands. */
export interface Argument<T> {
  /** As it is written in help: `#123`. */
  readonly example: string
  /** A clause about what is missing where `read` finds nothing: `it names no pull request`. */
  readonly missing: string
  /** `text` is everything after the command's name, trimmed. It is foreign text. */
  readonly read: (text: string) => T | undefined
}

export const PULL_REQUEST: Argument<number> = {
  example: '#123',
  missing: 'it names no pull request',
  read: (text) => {
    const number = /^#([1-9]\d{0,8})$/.exec(text)?.[1]
    return number === undefined ? undefined : Number(number)
  },
}
