/** What makes an answer of a program out of the documentation of a type. */
const DOCUMENTED_BY_TYPE =
  /derive\([^)]{0,200}\b(?:Parser|Args|Subcommand|ValueEnum|StructOpt|FromArgs|JsonSchema|ToSchema|OpenApi)\b/

/** Where the comments of a Rust file begin that are more than words: their examples are run as tests, or programs answer with them. */
export function readDocumentation(source: string): ReadonlySet<number> {
  const found = new Set<number>()
  const isReported = DOCUMENTED_BY_TYPE.test(source)
  let run: number[] = []
  let holdsExample = false
  let at = 0
  for (const line of `${source}\n`.split('\n')) {
    const mark = /^[ \t]*(?=\/\/[/!])/.exec(line)
    if (mark) {
      run.push(at + mark[0].length)
      holdsExample ||= /^[ \t]*\/\/[/!](?:[ \t]*(?:```|~~~)| {5,}\S)/.test(line)
    } else {
      if (holdsExample || isReported) for (const start of run) found.add(start)
      run = []
      holdsExample = false
    }
    at += line.length + 1
  }
  return found
}
