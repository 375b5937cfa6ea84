import type { Sides } from '../changed-parts.ts'

/** Values alone: whatever is called or computed runs when the configuration is read. */
const PLAIN = /^[\w\s'":,./[\]{}@*-]*$/

/** Of vite's configuration, tests are not run by what says how the product is built. */
export function onlyBuilds({ path, before, after }: Sides): boolean {
  if (!/(^|\/)vite\.config\.\w+$/.test(path) || before === undefined || after === undefined) return false
  const [was, is] = [withoutBuild(before), withoutBuild(after)]
  return was !== undefined && was === is
}

function withoutBuild(text: string): string | undefined {
  const found = /([{,]\s{0,50})build:\s{0,10}\{/.exec(text)
  if (!found) return plain(text)
  const start = found.index + found[0].length - 1
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}') depth -= 1
    if (depth > 0) continue
    const body = text.slice(start, at + 1)
    const rest = text.slice(at + 1).replace(/^\s*,/, '')
    return PLAIN.test(body) && !/\.\.\./.test(body)
      ? plain(text.slice(0, found.index) + (found[1] ?? '') + rest)
      : undefined
  }
  return undefined
}

const plain = (text: string) => text.replace(/\s+/g, ' ')
