/** Where the commits of a loser stay when its branch goes: no branch, so that nobody has to look at it. */
const ARCHIVE_REFS = 'refs/speculate/archive/'

/** Of a candidate's branch. */
export function archiveRef(branch: string): string {
  return `${ARCHIVE_REFS}${branch.replace(/^speculate\//, '')}`
}
