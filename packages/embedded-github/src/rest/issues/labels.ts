import { z } from 'zod'
import { invalid, notFound } from '../../api-error.ts'
import { labelsOf } from '../../github.ts'
import {
  created,
  issueOf,
  noContent,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import type { Label } from '../../model.ts'
import {
  addLabels,
  createLabel,
  findLabel,
  removeLabel,
  requireLabelName,
  setLabels,
} from '../../operations/issues/labels.ts'
import { serializeLabel } from '../../serializers/issue.ts'
import { editLabels, readIssues, triage } from '../needs.ts'

export const labelRoutes = [
  repositoryRoute('GET', '/labels', readIssues, (call) =>
    page(call, call.repository.labels, (label) => serializeLabel(call.github, call.repository, label)),
  ),
  repositoryRoute('POST', '/labels', editLabels, (call) => {
    const wanted = parseBody(call, NewLabel, 'Label')
    const label = createLabel(call.github, call.repository, { ...wanted, actor: call.actor })
    return created(serializeLabel(call.github, call.repository, label))
  }),
  repositoryRoute('GET', '/labels/:name', readIssues, (call) =>
    ok(serializeLabel(call.github, call.repository, labelOf(call))),
  ),
  repositoryRoute('PATCH', '/labels/:name', editLabels, editLabel),
  repositoryRoute('DELETE', '/labels/:name', editLabels, deleteLabel),
  repositoryRoute('GET', '/issues/:number/labels', readIssues, (call) => listLabels(call)),
  repositoryRoute('POST', '/issues/:number/labels', triage, async (call) => {
    const change = { issue: issueOf(call, '/labels'), names: namesOf(call), actor: call.actor }
    await addLabels(call.github, call.repository, change)
    return listLabels(call)
  }),
  repositoryRoute('PUT', '/issues/:number/labels', triage, async (call) => {
    const change = { issue: issueOf(call, '/labels'), names: namesOf(call), actor: call.actor }
    await setLabels(call.github, call.repository, change)
    return listLabels(call)
  }),
  repositoryRoute('DELETE', '/issues/:number/labels/:name', triage, async (call) => {
    const change = { issue: issueOf(call, '/labels'), name: call.params.name ?? '', actor: call.actor }
    await removeLabel(call.github, call.repository, change)
    return listLabels(call)
  }),
  repositoryRoute('DELETE', '/issues/:number/labels', triage, async (call) => {
    await setLabels(call.github, call.repository, {
      issue: issueOf(call, '/labels'),
      names: [],
      actor: call.actor,
    })
    return noContent
  }),
]

const NewLabel = z.object({
  name: z.string(),
  color: z
    .string()
    .regex(/^#?[0-9a-fA-F]{6}$/)
    .optional(),
  description: z.string().nullable().optional(),
})

const LabelEdit = NewLabel.partial().extend({ new_name: z.string().optional() })

/** GitHub takes `{labels: […]}`, a bare list, and objects with names. */
const Names = z.union([
  z.array(z.union([z.string(), z.object({ name: z.string() })])),
  z.object({ labels: z.array(z.union([z.string(), z.object({ name: z.string() })])) }),
])

function namesOf(call: RepositoryCall): string[] {
  const body = parseBody(call, Names, 'Label')
  return (Array.isArray(body) ? body : body.labels).map((entry) =>
    typeof entry === 'string' ? entry : entry.name,
  )
}

function labelOf(call: RepositoryCall): Label {
  const label = findLabel(call.repository, call.params.name ?? '')
  if (label === undefined) throw notFound()
  return label
}

function listLabels(call: RepositoryCall) {
  return page(call, labelsOf(call.repository, issueOf(call, '/labels')), (label) =>
    serializeLabel(call.github, call.repository, label),
  )
}

function editLabel(call: RepositoryCall) {
  const { github, repository, actor } = call
  const label = labelOf(call)
  const edit = parseBody(call, LabelEdit, 'Label')
  const name = edit.new_name ?? label.name
  const description = edit.description === undefined ? label.description : edit.description
  requireLabelName(name, description)
  const taken = findLabel(repository, name)
  if (taken !== undefined && taken !== label) {
    throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  }
  Object.assign(label, { name, description, color: edit.color?.replace('#', '') ?? label.color })
  const serialized = serializeLabel(github, repository, label)
  github.emit({
    event: 'label',
    action: 'edited',
    repository,
    sender: actor.login,
    payload: { label: serialized },
  })
  return ok(serialized)
}

function deleteLabel(call: RepositoryCall) {
  const { github, repository, actor } = call
  const label = labelOf(call)
  repository.labels = repository.labels.filter((other) => other !== label)
  for (const issue of repository.issues) issue.labels = issue.labels.filter((id) => id !== label.id)
  const payload = { label: serializeLabel(github, repository, label) }
  github.emit({ event: 'label', action: 'deleted', repository, sender: actor.login, payload })
  return noContent
}
