import { atLeast, roleOf } from '../../access/permissions.ts'
import { invalid, notFound } from '../../api-error.ts'
import { type Actor, type GitHub, viaApp } from '../../github.ts'
import type { Issue, Label, Repository } from '../../model.ts'
import { serializeLabel } from '../../serializers/issue.ts'
import { addTimelineEvent } from './add-timeline-event.ts'
import { emitIssueEvent } from './emit-issue-event.ts'

export function findLabel(repository: Repository, name: string): Label | undefined {
  return repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase())
}

/** Throws 422 for a name that is taken, empty or longer than 50 characters, and for a description over 100. */
export function createLabel(
  github: GitHub,
  repository: Repository,
  label: { name: string; color?: string | undefined; description?: string | null | undefined; actor: Actor },
): Label {
  const { name, color = 'ededed', description = null } = label
  requireLabelName(name, description)
  if (findLabel(repository, name)) throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  const created: Label = { id: github.nextId(), name, color: color.replace('#', ''), description }
  repository.labels.push(created)
  github.emit({
    event: 'label',
    action: 'created',
    repository,
    sender: label.actor.login,
    payload: { label: serializeLabel(github, repository, created) },
  })
  return created
}

export function requireLabelName(name: string, description: string | null): void {
  if (name.trim() === '') throw invalid({ resource: 'Label', code: 'missing_field', field: 'name' })
  if ([...name].length > 50) {
    throw invalid({
      resource: 'Label',
      code: 'invalid',
      field: 'name',
      message: 'name is too long (maximum is 50 characters)',
    })
  }
  if (description !== null && [...description].length > 100) {
    throw invalid({
      resource: 'Label',
      code: 'invalid',
      field: 'description',
      message: 'description is too long (maximum is 100 characters)',
    })
  }
}

/** Labels that do not exist yet are created, for those who may write. */
export async function addLabels(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: Issue; readonly names: readonly string[]; readonly actor: Actor },
): Promise<void> {
  const { issue, names, actor } = change
  for (const name of names) {
    const label = findLabel(repository, name) ?? createMissing(github, repository, { name, actor })
    if (issue.labels.includes(label.id)) continue
    issue.labels.push(label.id)
    await noteLabel(github, repository, { issue, label, actor, kind: 'labeled' })
  }
}

/** Throws 404 when the issue does not carry the label. */
export async function removeLabel(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: Issue; readonly name: string; readonly actor: Actor },
): Promise<void> {
  const { issue, name, actor } = change
  const label = findLabel(repository, name)
  if (label === undefined || !issue.labels.includes(label.id)) throw notFound()
  issue.labels = issue.labels.filter((id) => id !== label.id)
  await noteLabel(github, repository, { issue, label, actor, kind: 'unlabeled' })
}

export async function setLabels(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: Issue; readonly names: readonly string[]; readonly actor: Actor },
): Promise<void> {
  const wanted = change.names.map((name) => name.toLowerCase())
  for (const id of [...change.issue.labels]) {
    const name = repository.labels.find((label) => label.id === id)?.name
    if (name !== undefined && !wanted.includes(name.toLowerCase())) {
      await removeLabel(github, repository, { ...change, name })
    }
  }
  await addLabels(github, repository, change)
}

function createMissing(github: GitHub, repository: Repository, label: { name: string; actor: Actor }): Label {
  if (label.actor.kind === 'user' && !atLeast(roleOf(repository, label.actor.login), 'write')) {
    throw invalid({ resource: 'Label', code: 'invalid', field: 'name' })
  }
  return createLabel(github, repository, label)
}

async function noteLabel(
  github: GitHub,
  repository: Repository,
  note: { issue: Issue; label: Label; actor: Actor; kind: 'labeled' | 'unlabeled' },
): Promise<void> {
  const { issue, label, actor, kind } = note
  issue.updatedAt = github.now()
  addTimelineEvent(github, repository, {
    issue: issue.number,
    kind,
    actor: actor.login,
    viaApp: viaApp(actor),
    label: { name: label.name, color: label.color },
  })
  await emitIssueEvent(github, repository, {
    issue,
    action: kind,
    sender: actor.login,
    more: { label: serializeLabel(github, repository, label) },
  })
}
