import { asMapping } from '@speculate-dev/workflows'
import { parse } from 'smol-toml'

/** The version of the first of `names` in a file `.tool-versions` of asdf: `nodejs 20.11.1`. */
export function inToolVersions(text: string, names: readonly string[]): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => withoutComment(line).split(/\s+/))
  return lines.find(([name = '']) => names.includes(name))?.[1]
}

/** What stands before a `#`, without spaces around it. */
export function withoutComment(line: string): string {
  return (line.split('#', 1)[0] ?? '').trim()
}

/** The same in a file `mise.toml`: `node = "20"`, `node = { version = "20" }`, or a list of which the first counts. */
export function inMise(text: string, names: readonly string[]): string | undefined {
  const tools = asMapping(parseToml(text)?.tools) ?? {}
  const own = names.map((name) => tools[name]).find((value) => value !== undefined)
  const first: unknown = Array.isArray(own) ? own[0] : own
  return textOf(asMapping(first)?.version ?? first)
}

/** Undefined for what is no TOML. */
export function parseToml(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
