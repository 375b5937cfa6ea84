import type { IssueFacts } from '../../domain/forge/forge-facts.ts'
import { readIssue } from './read-issue.ts'

/** Whose history matters for an issue: the files that it names, or else the folders. Empty: all of it. */
export function historyPaths(
  issue: Pick<IssueFacts, 'title' | 'body' | 'labels'>,
  paths: readonly string[],
): readonly string[] {
  const { files, folders } = readIssue(issue, paths).area
  return files.length > 0 ? files : folders.map(({ folder }) => folder)
}
