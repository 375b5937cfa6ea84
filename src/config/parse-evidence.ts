import { EvidenceDocument } from '../domain/judgement/candidate-evidence.ts'
import { describeIssue } from './describe-issue.ts'
import { inputSchema } from './schema-keys.ts'

/** A mistake in an evidence document; it has a path instead of a line. */
interface EvidenceProblem {
  readonly message: string
  readonly nearest: string | undefined
}

type ParsedEvidence =
  | { readonly ok: true; readonly value: EvidenceDocument }
  | { readonly ok: false; readonly problems: readonly EvidenceProblem[] }

const MAX_PROBLEMS = 20

/** Reads the input of `speculate score`. Never throws: every message names the path it is about. */
export function parseEvidence(text: string): ParsedEvidence {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message.slice(0, 200) : ''
    return refuse([{ message: `it is not valid JSON: ${said}`, nearest: undefined }])
  }
  const result = UniqueEvidence.safeParse(json, { reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  const allowed = inputSchema(EvidenceDocument)
  return refuse(result.error.issues.flatMap((issue) => describeIssue(issue, allowed)))
}

/** The name is all that tells two candidates apart in a verdict. */
const UniqueEvidence = EvidenceDocument.superRefine(({ candidates }, context) => {
  candidates.forEach(({ id }, index) => {
    const first = candidates.findIndex((candidate) => candidate.id === id)
    if (first === index) return
    const message = `"${id}" is already the id of "candidates[${first}]"; ids must differ`
    context.addIssue({ code: 'custom', path: ['candidates', index, 'id'], message })
  })
})

function refuse(problems: readonly EvidenceProblem[]): ParsedEvidence {
  return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) }
}
