import { quoted, ROOT } from './words.ts'

/** What a script is given, as its variables `$1`, `$@` and so on; `from` is 0 where the first one is `$0`. */
export function numbered(args: readonly string[], from = 1): [string, string][] {
  const all = quoted(from === 0 ? args.slice(1) : args)
  return [
    ...args.slice(0, 9).map((arg, index): [string, string] => [String(index + from), arg]),
    ['@', all],
    ['*', all],
  ]
}

/** How a script finds its own folder. */
export function zeroOf(file: string): [string, string] {
  return ['0', `${ROOT}/${file}`]
}
