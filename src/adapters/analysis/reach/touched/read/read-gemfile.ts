const GEM = /^gem[\s(]+['"]([\w.-]{1,100})['"](.*)$/
/** Where a gem comes from, if not from where all do. */
const FROM_ELSEWHERE = /\b(?:path|git|github|gist|bitbucket|gitlab|source|branch|ref|tag|glob)\b|\*\*/
const BLOCK = /^(?:path|git|github|source)\b.*\bdo\b/
const OPENS = /\bdo\b(?:\s*\|[^|]{0,100}\|)?\s*$|^(?:if|unless|case|begin|def)\b/

/** The gems by their names: a text where only a version is asked for, and what else is said of one that comes from elsewhere. */
export function readGemfile(text: string): unknown {
  const gems: Record<string, unknown> = Object.create(null)
  const evals: string[] = []
  const sources: string[] = []
  const blocks: string[] = []
  for (const line of statementsOf(text)) {
    const [, name, rest = ''] = GEM.exec(line) ?? []
    const around = blocks.filter((one) => BLOCK.test(one))
    if (name !== undefined)
      gems[name] = around.length > 0 || FROM_ELSEWHERE.test(rest) ? { from: [...around, rest] } : '1'
    else if (/\b(?:eval_gemfile|instance_eval|eval)\b/.test(line)) evals.push(line)
    if (/^source\b/.test(line) && !OPENS.test(line) && !/https:\/\/rubygems\.org\/?['"]/.test(line))
      sources.push(line)
    if (/^end\b/.test(line)) blocks.pop()
    else if (OPENS.test(line)) blocks.push(line)
  }
  return { gems: { ...gems }, evals, sources }
}

/** Without comments; a line that ends with a comma goes on. */
export function statementsOf(text: string): readonly string[] {
  const found: string[] = []
  let open = ''
  for (const line of text.split('\n')) {
    const plain = line.trim().replace(/(?:^|\s)#[^'"]*$/, '')
    open = open === '' ? plain : `${open} ${plain}`
    if (/[,(\\]$/.test(open)) continue
    found.push(open)
    open = ''
  }
  return [...found, open].filter((one) => one !== '')
}
