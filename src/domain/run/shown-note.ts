import { type IssueRef, issueKey } from '../issue/issue.ts'

/** Name of the note that says when the scoreboard of an issue was last written. */
export function shownNote(issue: IssueRef): string {
  return `scoreboard shown on ${issueKey(issue)}`
}
