import type { Issue, Repository } from '../../model.ts'
import { setAssignees } from '../../operations/issues/assignees.ts'
import { editIssue } from '../../operations/issues/issues.ts'
import { setLabels } from '../../operations/issues/labels.ts'
import { labelNames, loginsOf } from '../find-node.ts'
import type { View } from '../views/view.ts'

/** What a mutation may change of an issue and of a pull request alike; null and undefined leave it as it is. */
export interface ConversationEdit {
  readonly title?: string | null
  readonly body?: string | null
  readonly labelIds?: readonly string[] | null
  readonly assigneeIds?: readonly string[] | null
}

export async function editConversation(
  view: View,
  { repository, issue }: { readonly repository: Repository; readonly issue: Issue },
  { title, body, labelIds, assigneeIds }: ConversationEdit,
): Promise<void> {
  const { github, actor } = view
  await editIssue(github, repository, { issue, title: title ?? undefined, body: body ?? undefined, actor })
  if (labelIds) {
    await setLabels(github, repository, { issue, names: labelNames(repository, labelIds), actor })
  }
  if (assigneeIds) {
    await setAssignees(github, repository, { issue, logins: loginsOf(view, assigneeIds), actor })
  }
}
