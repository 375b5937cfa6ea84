import { describedContents, type Operation } from './documents.ts'

let byShape: Map<string, Operation[]> | undefined

/** Parameters that GitHub lets contain slashes. */
const LONG = /^\{(?:ref|path|basehead|branch)\}$/

/** The call that an address stands for: where two could, the one with more words of its own. */
export function findOperation(method: string, path: string): Operation | undefined {
  byShape ??= Map.groupBy(describedContents().operations, ({ method, template }) => shapeOf(method, template))
  const parts = (path.replace(/\/$/, '') || '/').split('/')
  const fitting = (byShape.get(shapeOf(method, path)) ?? []).filter(({ template }) =>
    fits(template.split('/'), parts),
  )
  return fitting.toSorted((one, other) => wordsOf(other) - wordsOf(one))[0]
}

function shapeOf(method: string, path: string): string {
  return `${method} ${path.split('/')[1] ?? ''}`
}

function fits([first, ...template]: readonly string[], path: readonly string[]): boolean {
  if (first === undefined) return path.length === 0
  const [part, ...rest] = path
  if (part === undefined) return false
  if (!first.includes('{')) return first === part && fits(template, rest)
  if (fits(template, rest)) return true
  return LONG.test(first) && rest.length > template.length && fits([first, ...template], rest)
}

function wordsOf({ template }: Operation): number {
  return template.split('/').filter((part) => !part.includes('{')).length
}
