import type { GitPerson } from '../bare-repository.ts'
import type { NewCommit } from '../write-objects.ts'

/** Undefined where git has rules of its own for what is written: unusual names, dates or messages. */
export function formatCommit(commit: NewCommit): Buffer | undefined {
  const { tree, parents, message } = commit
  const [author, committer] = [formatPerson(commit.author), formatPerson(commit.committer)]
  if (author === undefined || committer === undefined || message.includes('\0')) return undefined
  if (new Set(parents).size < parents.length || !message.isWellFormed()) return undefined
  const headers = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)]
  headers.push(`author ${author}`, `committer ${committer}`)
  return Buffer.from(`${headers.join('\n')}\n\n${message}`)
}

/** Git strips characters from the ends of a name, and some within. */
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N} _.@+[\]-]*[\p{L}\p{N}\]])?$/u

function formatPerson({ name, email, date }: GitPerson): string | undefined {
  if (!PLAIN.test(name) || !PLAIN.test(email)) return undefined
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(date)) return undefined
  const seconds = Math.floor(Date.parse(date) / 1000)
  // The years that git reads as such.
  const isRead = seconds >= Date.UTC(1971) / 1000 && seconds < Date.UTC(2099) / 1000
  return isRead ? `${name} <${email}> ${seconds} +0000` : undefined
}
