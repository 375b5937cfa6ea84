/**
 * File systems and forges that ignore case, compatibility forms, invisible characters, blanks and dots at the end of a name, or the
 * direction of a slash would take these for the same path, so we do too. Git itself guards `.git` against the same tricks (CVE-2014-9390).
 */
export function foldPath(path: string): string {
  return path
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Mn}]/gu, '')
    .toLowerCase()
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.replace(/(?<=.):.*$/s, '').replace(/(?<![. ])[. ]+$/, '') || part)
    .join('/')
}

/** A pattern that is compared with folded paths; its backslashes take special characters literally, so they stay. */
export function foldPattern(pattern: string): string {
  return pattern.normalize('NFKC').toLowerCase()
}

/** Where a symbolic link at `path` leads within the repository; undefined where it leads out of it. */
export function linkedPath(path: string, target: string): string | undefined {
  if (target.startsWith('/')) return undefined
  const parts = path.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** A pattern means no name that holds the end of a line, and a tool that looks for files does: to be matched, names are written in one. */
export function inOneLine(path: string): string {
  return path.replace(/[\r\n\u2028\u2029]/g, '_')
}
