import { grammarOf } from '../../analysis/complexity/grammar.ts'
import { rustTests } from '../../analysis/content/rust-tests.ts'
import { plainTree, type SyntaxNode } from '../../analysis/syntax/syntax-node.ts'

/** A file of Rust as its product and what of it is built for tests alone, by grammar. */
export interface ParsedRust {
  /** Without its tests. */
  readonly product: string
  /** What stands at the top of the file and says that it is of tests, in the order of the file. */
  readonly tests: readonly string[]
  /** Offset into `product` where the first of them stood; its end, where there is none. */
  readonly at: number
  /** 1-based lines of the file that are of tests. */
  readonly lines: ReadonlySet<number>
}

const MAX_MS = 5_000
const MAX_TEXT = 500_000

/** Undefined where it is no Rust, or holds tests at places from which they cannot be taken. */
export async function parseRust(text: string): Promise<ParsedRust | undefined> {
  if (text.length > MAX_TEXT) return undefined
  const root = await rootOf(text)
  if (!root) return undefined
  const ranges = testItems(root, text).map(({ start, end }) => wholeLines(text, start, end))
  const product = withoutRanges(text, ranges)
  // Tests in the middle of a module, or of a macro, stay where they are.
  if (rustTests(product) !== '') return undefined
  return {
    product,
    tests: ranges.map(({ start, end }) => text.slice(start, end)),
    at: ranges[0]?.start ?? product.length,
    lines: linesOf(text, ranges),
  }
}

/** The product of one version of a file with the tests of another. Undefined where that cannot be told. */
export async function withTestsOf(product: string, tests: string): Promise<string | undefined> {
  const [own, other] = [await parseRust(product), await parseRust(tests)]
  if (!own || !other) return undefined
  if (isEqual(own.tests, other.tests)) return product
  const [before, after] = [own.product.slice(0, own.at), own.product.slice(own.at)]
  const glue = before === '' || before.endsWith('\n') ? '' : '\n'
  const all = other.tests.map((one) => (one.endsWith('\n') ? one : `${one}\n`)).join('')
  return `${before}${glue}${all}${after}`
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one.trimEnd() === b[at]?.trimEnd())
}

async function rootOf(text: string): Promise<SyntaxNode | undefined> {
  const end = performance.now() + MAX_MS
  const mayGoOn = () => performance.now() < end
  const tree = (await grammarOf('rust')).parse(text, mayGoOn)
  if (!tree) return undefined
  try {
    return tree.rootNode.hasError ? undefined : plainTree(tree, mayGoOn)
  } finally {
    tree.delete()
  }
}

interface Range {
  readonly start: number
  readonly end: number
}

const OF_TESTS = /^#\[\s*(?:cfg\s*\(\s*test\s*\)|(?:\w+\s*::\s*)*test\b)/

/** Items at the top whose attributes say that they are of tests, from the first attribute on. */
function testItems({ children }: SyntaxNode, text: string): readonly Range[] {
  const found: Range[] = []
  let head: number | undefined
  let isOfTests = false
  for (const { type, start, end } of children) {
    if (type === 'attribute_item') {
      head ??= start
      isOfTests ||= OF_TESTS.test(text.slice(start, end))
    } else if (!type.includes('comment')) {
      if (head !== undefined && isOfTests) found.push({ start: head, end })
      head = undefined
      isOfTests = false
    }
  }
  return found
}

/** With the rest of its last line, where that is blank. */
function wholeLines(text: string, start: number, end: number): Range {
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end, end + 200))?.[0].length ?? 0
  return { start, end: end + rest }
}

function withoutRanges(text: string, ranges: readonly Range[]): string {
  const kept = ranges.map(({ start }, at) => text.slice(ranges[at - 1]?.end ?? 0, start))
  return [...kept, text.slice(ranges.at(-1)?.end ?? 0)].join('')
}

/** In one pass: a file may hold as many tests as it has lines. */
function linesOf(text: string, ranges: readonly Range[]): ReadonlySet<number> {
  const lines = new Set<number>()
  let [line, read] = [1, 0]
  for (const { start, end } of ranges) {
    line += newlinesIn(text.slice(read, start))
    const own = newlinesIn(text.slice(start, end))
    const last = text.endsWith('\n', end) ? own - 1 : own
    for (let at = 0; at <= last; at += 1) lines.add(line + at)
    line += own
    read = end
  }
  return lines
}

function newlinesIn(text: string): number {
  return text.split('\n').length - 1
}
