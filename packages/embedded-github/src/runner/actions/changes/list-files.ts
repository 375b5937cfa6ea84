/** The ways in which `list-files` writes paths. */
export const PATH_LISTS: Readonly<Record<string, (paths: readonly string[]) => string>> = {
  csv: (paths) => paths.map(inCsv).join(','),
  json: (paths) => JSON.stringify(paths),
  shell: (paths) => paths.map(quoted).join(' '),
  escape: (paths) => paths.map(escaped).join(' '),
}

export function listFiles(kind: string, paths: readonly string[]): string {
  return PATH_LISTS[kind]?.(paths) ?? ''
}

function inCsv(path: string): string {
  return /[\s",]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

function escaped(path: string): string {
  return path.replace(/[^\w./-]/gu, (character) => `\\${character}`)
}
