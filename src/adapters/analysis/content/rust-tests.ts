const OF_TESTS = /^([ \t]*)#\[(?:cfg\((?:test\)|(?:all|any)\([^\]"\n]{0,200}\btest\b)|(?:\w+::)*test\b)/
/** Whatever it is said to be built for. */
const MODULE = /^[ \t]*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?mod[ \t]+(?:\w{0,100}_)?tests?\b/
const ATTRIBUTE = /^[ \t]*(?:#\[|\/\/|$)/
/** Code that is built for tests only, but is not a test: it may stand in the middle of the product. */
const ITEM =
  /^[ \t]*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?(?:(?:const|async|unsafe)[ \t]+)*(?:fn|impl|struct|enum|trait|type|static|use|const)\b/

/**
 * Rust keeps its tests beside the product, whose own assertions are not tests. From the first test or module of tests on, all counts;
 * before it only what stands there for tests alone. Lines keep their numbers.
 */
export function rustTests(text: string | undefined): string {
  const lines = text?.split('\n') ?? []
  const kept: string[] = []
  while (kept.length < lines.length) {
    const at = kept.length
    if (MODULE.test(lines[at] ?? '')) {
      const head = lines.slice(0, at).findLastIndex((line) => !ATTRIBUTE.test(line)) + 1
      kept.splice(head)
      keep(lines, kept, head)
      continue
    }
    const [found, indent = ''] = OF_TESTS.exec(lines[at] ?? '') ?? []
    if (found === undefined) {
      kept.push('')
      continue
    }
    const isInModule = !found.includes('cfg(') && indent !== ''
    if (isInModule) keepModule(lines, kept, indent)
    const end = found.includes('cfg(') ? endOfItem(lines, at, indent) : undefined
    keep(lines, kept, at, end)
  }
  return kept.some((line) => line !== '') ? kept.join('\n') : ''
}

/** One after the other: they may be more than a call takes arguments. */
function keep(lines: readonly string[], kept: string[], from: number, to = lines.length): void {
  for (const line of lines.slice(from, to)) kept.push(line)
}

/** The head of the module that the first test stands in, whatever it is called. */
function keepModule(lines: readonly string[], kept: string[], indent: string): void {
  const at = lines
    .slice(0, kept.length)
    .findLastIndex((line) => line.trim() !== '' && (/^[ \t]*/.exec(line)?.[0].length ?? 0) < indent.length)
  if (kept[at] !== '' || !ANY_MODULE.test(lines[at] ?? '')) return
  const head = lines.slice(0, at).findLastIndex((line) => !ATTRIBUTE.test(line)) + 1
  const end = kept.length
  kept.splice(head)
  keep(lines, kept, head, end)
}

const ANY_MODULE = /^[ \t]*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?mod[ \t]+\w{1,100}[ \t]*\{/

/** After the last line of what an attribute stands before; undefined for a module of tests, and where nobody can tell. */
function endOfItem(lines: readonly string[], at: number, indent: string): number | undefined {
  const start = indexFrom(lines, at + 1, (line) => !ATTRIBUTE.test(line))
  const head = start === undefined ? '' : (lines[start] ?? '')
  if (start === undefined || !ITEM.test(head)) return undefined
  if (/[;}][ \t]*$/.test(head)) return start + 1
  const end = indexFrom(lines, start + 1, (line) => CLOSES.test(line) && /^[ \t]*/.exec(line)?.[0] === indent)
  return end === undefined ? undefined : end + 1
}

const CLOSES = /^[ \t]*[})].*[;}][ \t]*$|^[ \t]*\}[ \t]*$/

/** Never looks back: a file is read once, however many attributes it has. */
function indexFrom(
  lines: readonly string[],
  from: number,
  isWanted: (line: string) => boolean,
): number | undefined {
  for (let at = from; at < lines.length; at += 1) if (isWanted(lines[at] ?? '')) return at
  return undefined
}
