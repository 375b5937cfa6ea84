import type { Body, TestFile } from '../test-file.ts'
import type { FileWords } from './compare-tables.ts'

const bodiesOf = ({ cases, helpers, loose }: TestFile): readonly Body[] => [...cases, ...helpers, loose]

/** What a file is repeated over, and what it asserts, in words. */
export function fileWords(files: readonly TestFile[]): (path: string) => FileWords {
  const nothing = { iterated: new Set<string>(), asked: new Set<string>() }
  const words = (texts: readonly string[]) => new Set(texts.flatMap((text) => text.match(/[\w$]+/g) ?? []))
  const known = new Map<string, FileWords>()
  for (const file of files) {
    const bodies = bodiesOf(file)
    const asked = bodies.flatMap(({ assertions }) => assertions.flatMap(({ args }) => args))
    known.set(file.path, {
      iterated: words(bodies.flatMap(({ iterables }) => iterables)),
      asked: words(asked),
    })
  }
  return (path) => known.get(path) ?? nothing
}

/** Whether a row of a table stands in another test, too, where it did not stand on the base. */
export function rowsElsewhere(
  before: readonly TestFile[],
  after: readonly TestFile[],
): (row: string, body: Body) => boolean {
  const [was, is] = [ownersOf(before), ownersOf(after)]
  return (row, body) => {
    const others = [...(is.get(row) ?? [])].filter((one) => one !== body).length
    return others > Math.max(0, (was.get(row)?.size ?? 0) - 1)
  }
}

function ownersOf(files: readonly TestFile[]): ReadonlyMap<string, ReadonlySet<Body>> {
  const owners = new Map<string, Set<Body>>()
  for (const body of files.flatMap(bodiesOf))
    for (const row of body.bindings.flatMap(({ rows }) => rows ?? [])) {
      const known = owners.get(row)
      if (known) known.add(body)
      else owners.set(row, new Set([body]))
    }
  return owners
}
