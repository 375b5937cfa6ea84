import { canSeeProject, projectRefusal } from '../../access/project-access.ts'
import { nodeId } from '../../ids.ts'
import type { Issue, Project, ProjectField, ProjectItem, ProjectOption } from '../../model.ts'
import { addField, addItem, createProject, projectsOf, setValue } from '../../operations/projects/projects.ts'
import { readIssues } from '../../rest/needs.ts'
import { issueById, pullRequestById } from '../find-node.ts'
import { unknownNode } from '../views/node-view.ts'
import { projectFieldView, projectItemView, projectView } from '../views/project-view.ts'
import { echo, type MutationInput, unprocessable, type View } from '../views/view.ts'

type Input<T> = { readonly input: T & MutationInput }

interface OfProject {
  readonly projectId: string
}

interface NewField extends OfProject {
  readonly name: string
  readonly dataType: string
  readonly singleSelectOptions?: readonly Omit<ProjectOption, 'id'>[] | null
}

interface ProjectEdit extends OfProject {
  readonly title?: string | null
  readonly closed?: boolean | null
  readonly public?: boolean | null
}

interface OfItem extends OfProject {
  readonly itemId: string
}

interface NewValue extends OfItem {
  readonly fieldId: string
  readonly value: Parameters<typeof setValue>[2]['value']
}

/** What is done with projects, the ones that GraphQL calls `ProjectV2`. */
export function projectMutations(view: View) {
  const { github, actor } = view
  const projectOf = ({ projectId }: OfProject) => writableProject(view, projectId)
  return {
    createProjectV2: ({ input }: Input<{ readonly ownerId: string; readonly title: string }>) => {
      const owner = github.state.users.find(({ type, id }) => nodeId(type, id) === input.ownerId)
      if (owner === undefined) throw unknownNode(input.ownerId)
      const refusal = projectRefusal(github, actor, { owner: owner.login, isPublic: false, access: 'write' })
      if (refusal) throw refusal
      const project = createProject(github, { owner: owner.login, title: input.title, actor })
      return { ...echo(input), projectV2: projectView(view, project) }
    },
    updateProjectV2: ({ input }: Input<ProjectEdit>) => {
      const project = projectOf(input)
      project.title = input.title ?? project.title
      project.isPublic = input.public ?? project.isPublic
      if (typeof input.closed === 'boolean') project.closedAt = input.closed ? github.now() : null
      project.updatedAt = github.now()
      return { ...echo(input), projectV2: projectView(view, project) }
    },
    createProjectV2Field: ({ input }: Input<NewField>) => {
      const project = projectOf(input)
      const { name, singleSelectOptions } = input
      const options = (singleSelectOptions ?? []).map((one) => ({ ...one }))
      const field = addField(github, project, { name, type: typeOf(input), options })
      return { ...echo(input), projectV2Field: projectFieldView(view, project, field) }
    },
    addProjectV2ItemById: ({ input }: Input<OfProject & { readonly contentId: string }>) => {
      const project = projectOf(input)
      const item = addItem(github, project, { issue: contentOf(view, input.contentId), actor })
      return { ...echo(input), item: projectItemView(view, project, item) }
    },
    updateProjectV2ItemFieldValue: ({ input }: Input<NewValue>) => {
      const project = projectOf(input)
      const item = itemOf(project, input)
      const field = project.fields.find(({ id }) => nodeId('ProjectV2Field', id) === input.fieldId)
      if (field === undefined) throw unknownNode(input.fieldId)
      setValue(github, item, { field, value: input.value, actor })
      return { ...echo(input), projectV2Item: projectItemView(view, project, item) }
    },
    archiveProjectV2Item: ({ input }: Input<OfItem>) => {
      const project = projectOf(input)
      const item = itemOf(project, input)
      item.isArchived = true
      return { ...echo(input), item: projectItemView(view, project, item) }
    },
  }
}

function writableProject({ github, actor }: View, projectId: string): Project {
  const project = projectsOf(github).find(({ id }) => nodeId('ProjectV2', id) === projectId)
  if (project === undefined || !canSeeProject(github, actor, project)) throw unknownNode(projectId)
  const refusal = projectRefusal(github, actor, { ...project, access: 'write' })
  if (refusal) throw refusal
  return project
}

function itemOf({ items }: Project, { itemId }: OfItem): ProjectItem {
  const item = items.find(({ id }) => nodeId('ProjectV2Item', id) === itemId)
  if (item === undefined) throw unknownNode(itemId)
  return item
}

function typeOf({ dataType }: NewField): ProjectField['type'] {
  if (dataType === 'NUMBER' || dataType === 'TEXT' || dataType === 'SINGLE_SELECT') return dataType
  throw unprocessable(`Fields of the type ${dataType} are not implemented by the embedded GitHub.`)
}

function contentOf(view: View, contentId: string): Issue {
  const isIssue = view.github.state.repositories.some(({ issues }) =>
    issues.some(({ id, pull }) => pull === undefined && nodeId('Issue', id) === contentId),
  )
  return isIssue
    ? issueById(view, contentId, readIssues).issue
    : pullRequestById(view, contentId, [readIssues]).issue
}
