/**
 * `.git` under any of the spellings that some file system takes for it (core.protectHFS, core.protectNTFS): other case,
 * trailing dots and spaces, its short name, a stream, invisible code points. The name is that of one file or folder.
 */
export function isGitName(name: string): boolean {
  const visible = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '')
  return /^(?:\.git|git~\d)[. ]*(?::.*)?$/is.test(visible)
}
