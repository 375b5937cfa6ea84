import { ApiError } from '../../api-error.ts'
import { nodeId } from '../../ids.ts'
import type { Annotation, CheckConclusion, CheckRun, CheckStatus, Repository } from '../../model.ts'
import { type CheckRunContent, createCheckRun, updateCheckRun } from '../../operations/checks/checks.ts'
import { writeChecks } from '../../rest/needs.ts'
import { repositoryById } from '../find-node.ts'
import { checkRunView } from '../views/check-view.ts'
import { unknownNode } from '../views/node-view.ts'
import { echo, type MutationInput, requireAccess, unprocessable, type View, visible } from '../views/view.ts'

interface Content {
  readonly name?: string | null
  readonly status?: string | null
  readonly conclusion?: string | null
  readonly externalId?: string | null
  readonly detailsUrl?: string | null
  readonly startedAt?: string | null
  readonly completedAt?: string | null
  readonly output?: {
    readonly title: string
    readonly summary: string
    readonly text?: string | null
    readonly annotations?: readonly AnnotationData[] | null
  } | null
  readonly actions?:
    | readonly { readonly label: string; readonly description: string; readonly identifier: string }[]
    | null
}

interface AnnotationData {
  readonly path: string
  readonly location: {
    readonly startLine: number
    readonly endLine: number
    readonly startColumn?: number | null
    readonly endColumn?: number | null
  }
  readonly annotationLevel: string
  readonly message: string
  readonly title?: string | null
  readonly rawDetails?: string | null
}

/** Check runs, made and changed as by the REST calls: by an App, and only its own. */
export function checkMutations(view: View) {
  const { github, actor } = view
  return {
    createCheckRun: async ({
      input,
    }: {
      readonly input: MutationInput & Content & { repositoryId: string; headSha: string; name: string }
    }) => {
      const repository = repositoryById(view, input.repositoryId, writeChecks)
      if (actor.kind !== 'installation') throw new ApiError(403, 'You must authenticate via a GitHub App.')
      if ((await github.git(repository).commit(input.headSha)) === undefined)
        throw unprocessable(`No commit found for SHA: ${input.headSha}`)
      const of = { appId: actor.app.id, headSha: input.headSha }
      const run = await createCheckRun(github, repository, { ...of, ...contentOf(input) })
      return { ...echo(input), checkRun: checkRunView(view, repository, run) }
    },
    updateCheckRun: async ({
      input,
    }: {
      readonly input: MutationInput & Content & { checkRunId: string }
    }) => {
      const { repository, run } = checkRunById(view, input.checkRunId)
      if (actor.kind !== 'installation' || actor.app.id !== run.appId)
        throw new ApiError(
          403,
          'Invalid app_id - check run can only be modified by the GitHub App that created it.',
        )
      await updateCheckRun(github, repository, { run, ...contentOf(input) })
      return { ...echo(input), checkRun: checkRunView(view, repository, run) }
    },
  }
}

function checkRunById(view: View, id: string): { repository: Repository; run: CheckRun } {
  for (const repository of visible(view)) {
    const run = repository.checkRuns.find((one) => nodeId('CheckRun', one.id) === id)
    if (run === undefined) continue
    requireAccess(view, repository, writeChecks)
    return { repository, run }
  }
  throw unknownNode(id)
}

/** The schema has let only its own words through. */
function contentOf(input: Content): CheckRunContent {
  const { output, actions } = input
  return {
    name: input.name ?? undefined,
    status: (input.status?.toLowerCase() ?? undefined) as CheckStatus | undefined,
    conclusion: (input.conclusion?.toLowerCase() ?? undefined) as CheckConclusion | undefined,
    externalId: input.externalId ?? undefined,
    detailsUrl: input.detailsUrl ?? undefined,
    startedAt: input.startedAt ?? undefined,
    completedAt: input.completedAt ?? undefined,
    output: output ? { title: output.title, summary: output.summary, text: output.text ?? null } : undefined,
    annotations: output?.annotations?.map(annotationOf),
    actions: actions ?? undefined,
  }
}

function annotationOf({ location, annotationLevel, ...said }: AnnotationData): Annotation {
  return {
    path: said.path,
    startLine: location.startLine,
    endLine: location.endLine,
    startColumn: location.startColumn ?? null,
    endColumn: location.endColumn ?? null,
    level: annotationLevel.toLowerCase() as Annotation['level'],
    title: said.title ?? null,
    message: said.message,
    rawDetails: said.rawDetails ?? null,
  }
}
