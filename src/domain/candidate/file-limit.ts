/** Written by a package manager, so it may be longer than what people write. */
export const LOCK_FILES: readonly RegExp[] = [
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock)$/,
  /(^|\/)(poetry\.lock|Pipfile\.lock|uv\.lock|pdm\.lock|Cargo\.lock|go\.sum|Gemfile\.lock)$/,
  /(^|\/)(composer\.lock|packages\.lock\.json|gradle\.lockfile|flake\.lock|mix\.lock|pubspec\.lock)$/,
]

/** How much larger a lock file may be than another file: that of a large JavaScript project has some ten megabytes. */
const LOCK_TIMES = 20

/** The largest size, in bytes, of a changed file where the settings allow `limit` for one. */
export function fileLimit(path: string, limit: number): number {
  return LOCK_FILES.some((pattern) => pattern.test(path)) ? limit * LOCK_TIMES : limit
}
