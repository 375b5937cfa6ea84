import type { GitCommit, GitPerson, TreeEntry } from '../bare-repository.ts'
import { withoutLastBreaks } from '../without-last-breaks.ts'

/** In full; of a repository with SHA-1, as all are here. */
export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}

/** Undefined for a commit that only git reads as it wants to be read: in another encoding, or malformed. */
export function parseCommit(oid: string, content: Buffer): GitCommit | undefined {
  const text = content.toString()
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end).split('\n')
  const all = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const [tree] = all('tree')
  const [author, committer] = [parsePerson(all('author')[0]), parsePerson(all('committer')[0])]
  if (end < 0 || tree === undefined || author === undefined || committer === undefined) return undefined
  if (all('encoding').length > 0) return undefined
  const message = withoutLastBreaks(text.slice(end + 2))
  return { oid, tree, parents: all('parent'), author, committer, message }
}

function parsePerson(text = ''): GitPerson | undefined {
  const [, name, email, seconds] = /^([^<>]*) <([^<>]*)> (\d{1,11}) [+-]\d{4}$/.exec(text) ?? []
  if (name === undefined || email === undefined) return undefined
  const date = new Date(Number(seconds) * 1000).toISOString().replace('.000', '')
  return { name: name.trim(), email: email.trim(), date }
}

export interface PlainTreeEntry extends Pick<TreeEntry, 'type' | 'oid'> {
  /** Six digits, as git shows it. */
  readonly mode: string
  readonly name: string
}

export function parseTree(content: Buffer): PlainTreeEntry[] {
  const entries: PlainTreeEntry[] = []
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(0, at)
    const [mode = '', ...name] = content.toString('utf8', at, end).split(' ')
    const oid = content.toString('hex', end + 1, end + 21)
    entries.push({ mode: mode.padStart(6, '0'), type: typeOf(mode), oid, name: name.join(' ') })
    at = end + 21
  }
  return entries
}

/** Git orders a folder as if its name ended in a slash, byte by byte. */
export function formatTree(entries: readonly PlainTreeEntry[]): Buffer {
  const keyed = entries.map((entry) => ({
    entry,
    key: Buffer.from(entry.type === 'tree' ? `${entry.name}/` : entry.name),
  }))
  keyed.sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(
    keyed.flatMap(({ entry: { mode, name, oid } }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(oid, 'hex'),
    ]),
  )
}

export function typeOf(mode: string): TreeEntry['type'] {
  if (/^0?40000$/.test(mode)) return 'tree'
  return mode === '160000' ? 'commit' : 'blob'
}
