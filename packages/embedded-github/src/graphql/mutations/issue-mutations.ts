import { atLeast, roleOf } from '../../access/permissions.ts'
import { openIssue } from '../../operations/issues/issues.ts'
import { createLabel } from '../../operations/issues/labels.ts'
import { contribute, editLabels, triage } from '../../rest/needs.ts'
import { issueById, labelNames, loginsOf, repositoryById } from '../find-node.ts'
import { issueView, labelView } from '../views/issue-view.ts'
import { echo, type MutationInput, type View } from '../views/view.ts'
import { type ConversationEdit, editConversation } from './edit-conversation.ts'

interface NewIssue {
  readonly repositoryId: string
  readonly title: string
  readonly body?: string | null
  readonly labelIds?: readonly string[] | null
  readonly assigneeIds?: readonly string[] | null
}

interface NewLabel {
  readonly repositoryId: string
  readonly name: string
  readonly color: string
  readonly description?: string | null
}

interface IssueEdit extends ConversationEdit {
  readonly id: string
}

/** Opening and editing of issues, and new labels for them, as the REST calls do it. */
export function issueMutations(view: View) {
  const { github, actor } = view
  return {
    createIssue: async ({ input }: { readonly input: MutationInput & NewIssue }) => {
      const repository = repositoryById(view, input.repositoryId, contribute)
      const mayLabel = actor.kind === 'installation' || atLeast(roleOf(repository, actor.login), 'triage')
      const labels = mayLabel ? labelNames(repository, input.labelIds ?? []) : []
      const assignees = mayLabel ? loginsOf(view, input.assigneeIds ?? []) : []
      const content = { title: input.title, body: input.body ?? '', labels, assignees, actor }
      return {
        ...echo(input),
        issue: issueView(view, repository, await openIssue(github, repository, content)),
      }
    },
    updateIssue: async ({ input }: { readonly input: MutationInput & IssueEdit }) => {
      const { repository, issue } = issueById(view, input.id, triage)
      await editConversation(view, { repository, issue }, input)
      return { ...echo(input), issue: issueView(view, repository, issue) }
    },
    createLabel: ({ input }: { readonly input: MutationInput & NewLabel }) => {
      const repository = repositoryById(view, input.repositoryId, editLabels)
      const { name, color, description } = input
      const label = createLabel(github, repository, { name, color, description, actor })
      return { ...echo(input), label: labelView(view, repository, label) }
    },
  }
}
