import { canSeeProject, projectRefusal } from '../../access/project-access.ts'
import { isPullRequest } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import type { Issue, Project, ProjectField, ProjectItem, ProjectOption } from '../../model.ts'
import { projectsOf } from '../../operations/projects/projects.ts'
import { actorView, connection, type PageArguments, type View } from './view.ts'

/** The places of an issue in projects. One that the actor may not read is null, and an error. */
export function projectItems(
  view: View,
  issue: Issue,
  { includeArchived = true, ...args }: PageArguments & { readonly includeArchived?: boolean | null },
) {
  const { github, actor } = view
  const found = projectsOf(github)
    .filter((project) => canSeeProject(github, actor, project))
    .flatMap((project) =>
      project.items
        .filter((item) => item.issue === issue.id && (includeArchived || !item.isArchived))
        .map((item) => ({ project, item })),
    )
  return connection(
    found,
    args,
    ({ project, item }) =>
      projectRefusal(github, actor, { ...project, access: 'read' }) ?? projectItemView(view, project, item),
  )
}

export function projectView(view: View, project: Project) {
  const { number, owner, title, closedAt, createdAt, updatedAt } = project
  const url = `${view.github.url}/orgs/${owner}/projects/${number}`
  return {
    __typename: 'ProjectV2',
    id: nodeId('ProjectV2', project.id),
    databaseId: project.id,
    fullDatabaseId: String(project.id),
    ...{ number, title, closedAt, createdAt, updatedAt },
    closed: closedAt !== null,
    public: project.isPublic,
    readme: null,
    shortDescription: null,
    template: false,
    owner: () => actorView(view, owner),
    creator: () => actorView(view, project.creator),
    url,
    resourcePath: url.slice(view.github.url.length),
    field: ({ name }: { readonly name: string }) => {
      const field = project.fields.find((one) => one.name === name)
      return field ? projectFieldView(view, project, field) : null
    },
    fields: (args: PageArguments) =>
      connection(project.fields, args, (field) => projectFieldView(view, project, field)),
    items: (args: PageArguments) =>
      connection(project.items, args, (item) => projectItemView(view, project, item)),
  }
}

export function projectFieldView(view: View, project: Project, field: ProjectField) {
  const isSelect = field.type === 'SINGLE_SELECT'
  return {
    __typename: isSelect ? 'ProjectV2SingleSelectField' : 'ProjectV2Field',
    id: nodeId('ProjectV2Field', field.id),
    databaseId: field.id,
    name: field.name,
    dataType: field.type,
    createdAt: field.createdAt,
    updatedAt: field.createdAt,
    project: () => projectView(view, project),
    ...(isSelect && { options: () => field.options.map(optionView) }),
  }
}

function optionView({ id, name, color, description }: ProjectOption) {
  return { id, name, nameHTML: name, color, description, descriptionHTML: description }
}

export function projectItemView(view: View, project: Project, item: ProjectItem) {
  const { isArchived, createdAt, updatedAt } = item
  const issue = view.github.state.repositories.flatMap(({ issues }) =>
    issues.filter(({ id }) => id === item.issue),
  )[0]
  return {
    __typename: 'ProjectV2Item',
    id: nodeId('ProjectV2Item', item.id),
    databaseId: item.id,
    fullDatabaseId: String(item.id),
    ...{ isArchived, createdAt, updatedAt },
    type: isPullRequest(issue) ? 'PULL_REQUEST' : 'ISSUE',
    creator: () => actorView(view, item.creator),
    project: () => projectView(view, project),
    fieldValueByName: ({ name }: { readonly name: string }) => {
      const field = project.fields.find((one) => one.name === name)
      return field ? valueView(view, { project, item, field }) : null
    },
  }
}

/** Null where the item has none. */
function valueView(
  view: View,
  {
    project,
    item,
    field,
  }: { readonly project: Project; readonly item: ProjectItem; readonly field: ProjectField },
) {
  const value = item.values[field.id]
  if (value === undefined) return null
  const { id, content, creator, createdAt, updatedAt } = value
  const common = {
    id: nodeId('ProjectV2ItemFieldValue', id),
    databaseId: id,
    ...{ createdAt, updatedAt },
    creator: () => actorView(view, creator),
    field: () => projectFieldView(view, project, field),
    item: () => projectItemView(view, project, item),
  }
  switch (field.type) {
    case 'NUMBER':
      return { ...common, __typename: 'ProjectV2ItemFieldNumberValue', number: content }
    case 'TEXT':
      return { ...common, __typename: 'ProjectV2ItemFieldTextValue', text: content }
    case 'SINGLE_SELECT': {
      const option = field.options.find((one) => one.id === content)
      const shown = option && optionView(option)
      return {
        ...{ ...common, ...shown, id: common.id, __typename: 'ProjectV2ItemFieldSingleSelectValue' },
        optionId: option?.id ?? null,
      }
    }
    default:
      return field.type satisfies never
  }
}
