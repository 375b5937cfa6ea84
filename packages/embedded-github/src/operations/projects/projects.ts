import { ApiError } from '../../api-error.ts'
import type { Actor, GitHub } from '../../github.ts'
import type { Issue, Project, ProjectField, ProjectItem, ProjectOption } from '../../model.ts'

export function createProject(
  github: GitHub,
  { owner, title, actor }: { readonly owner: string; readonly title: string; readonly actor: Actor },
): Project {
  const projects = projectsOf(github)
  const now = github.now()
  const project: Project = {
    id: github.nextId(),
    number: Math.max(0, ...projects.filter((one) => one.owner === owner).map(({ number }) => number)) + 1,
    ...{ owner, title },
    isPublic: false,
    creator: actor.login,
    ...{ createdAt: now, updatedAt: now },
    closedAt: null,
    ...{ fields: [], items: [] },
  }
  projects.push(project)
  return project
}

export function projectsOf({ state }: GitHub): Project[] {
  state.projects ??= []
  return state.projects
}

interface NewField {
  readonly name: string
  readonly type: ProjectField['type']
  readonly options: readonly Omit<ProjectOption, 'id'>[]
}

export function addField(github: GitHub, project: Project, { name, type, options }: NewField): ProjectField {
  if (project.fields.some((field) => field.name === name))
    throw new ApiError(422, 'Name has already been taken')
  if (type === 'SINGLE_SELECT' && options.length === 0)
    throw new ApiError(422, 'Single select options must have at least one option')
  const field: ProjectField = {
    id: github.nextId(),
    ...{ name, type },
    options: options.map((option) => ({ id: github.nextId().toString(16).padStart(8, '0'), ...option })),
    createdAt: github.now(),
  }
  project.fields.push(field)
  return field
}

/** The one that is there already, where there is one. */
export function addItem(
  github: GitHub,
  project: Project,
  { issue, actor }: { readonly issue: Issue; readonly actor: Actor },
): ProjectItem {
  const known = project.items.find((item) => item.issue === issue.id)
  if (known) return known
  const now = github.now()
  const item: ProjectItem = {
    ...{ id: github.nextId(), issue: issue.id, creator: actor.login, isArchived: false },
    ...{ createdAt: now, updatedAt: now },
    values: {},
  }
  project.items.push(item)
  return item
}

interface NewValue {
  readonly field: ProjectField
  readonly value: {
    readonly number?: number | null
    readonly text?: string | null
    readonly singleSelectOptionId?: string | null
  }
  readonly actor: Actor
}

export function setValue(github: GitHub, item: ProjectItem, { field, value, actor }: NewValue): void {
  const content = {
    NUMBER: value.number,
    TEXT: value.text,
    SINGLE_SELECT: field.options.find(({ id }) => id === value.singleSelectOptionId)?.id,
  }[field.type]
  if (content === undefined || content === null)
    throw new ApiError(422, `Did not receive a value for a field of the type ${field.type}`)
  const now = github.now()
  const { id = github.nextId(), createdAt = now } = item.values[field.id] ?? {}
  item.values[field.id] = { id, content, creator: actor.login, createdAt, updatedAt: now }
  item.updatedAt = now
}
