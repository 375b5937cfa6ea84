import type { ProbotOctokit } from 'probot'
import type { Observation } from '../../../domain/checks/evidence.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { readReport } from '../../analysis/test-output/read-failure.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'
import { type Annotations, AnnotationsAnswer, OutputNode, OutputsAnswer } from '../facts/facts-answer.ts'
import { annotationsQuery, outputsQuery } from '../facts/facts-query.ts'
import { keepOutput } from './keep-output.ts'

type CheckRun = Extract<Observation, { kind: 'check-run' }>

type CheckOutput = Pick<
  CheckRun,
  'title' | 'summary' | 'annotations' | 'leftOut' | 'failedTests' | 'lastWords'
>

/** A check run that has ended. */
interface EndedRun {
  /** GitHub's id in GraphQL. */
  readonly id: string
  readonly completedAt: string | null
  readonly conclusion: string | null
}

export interface OutputReading {
  /** What these say, by their ids; none for what is gone or cannot be read now. Several are asked for at once, and each of them once. */
  outputsOf(runs: readonly EndedRun[]): Promise<ReadonlyMap<string, CheckOutput>>
}

/** A summary has up to 64 KB, and an answer that takes GitHub more than ten seconds is none. */
const AT_ONCE = 25
/** A thousand annotations. */
const MAX_PAGES = 10
const MAX_KNOWN = 1_000

/** What has ended says nothing new, unless it was begun again. */
export function createOutputReading(octokit: ProbotOctokit): OutputReading {
  const known = new Map<string, CheckOutput>()
  return {
    async outputsOf(runs) {
      const wanted = [...new Map(runs.map((run) => [keyOf(run), run])).values()]
      const fresh = wanted.filter((run) => !known.has(keyOf(run)))
      for (let from = 0; from < fresh.length; from += AT_ONCE) {
        const asked = fresh.slice(from, from + AT_ONCE)
        for (const [run, output] of await readOutputs(octokit, asked)) known.set(keyOf(run), output)
      }
      const found = wanted.flatMap((run) => {
        const output = known.get(keyOf(run))
        return output === undefined ? [] : [[run.id, output] as const]
      })
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MAX_KNOWN)))
        known.delete(oldest)
      return new Map(found)
    },
  }
}

function keyOf({ id, completedAt, conclusion }: EndedRun): string {
  return JSON.stringify([id, completedAt, conclusion])
}

async function readOutputs(
  octokit: ProbotOctokit,
  runs: readonly EndedRun[],
): Promise<readonly (readonly [EndedRun, CheckOutput])[]> {
  const { data } = await queryPartially(octokit, outputsQuery(), { ids: runs.map(({ id }) => id) })
  const { nodes } = OutputsAnswer.parse(data)
  const outputs: (readonly [EndedRun, CheckOutput])[] = []
  for (const [place, run] of runs.entries()) {
    const node = OutputNode.safeParse(nodes[place])
    const first = node.data?.annotations
    if (!node.success || !first) continue
    const { annotations, isCut } = await readAll(octokit, run, first)
    outputs.push([run, toOutput(run, { ...node.data, annotations, isCut })])
  }
  return outputs
}

function toOutput(run: EndedRun, whole: Parameters<typeof keepOutput>[0]): CheckOutput {
  const report = run.conclusion === 'FAILURE' && whole.summary !== null ? readReport(whole.summary) : {}
  const { failedTests, words } = { failedTests: undefined, words: undefined, ...report }
  return { ...keepOutput(whole), ...withoutUndefined({ failedTests, lastWords: words }) }
}

async function readAll(octokit: ProbotOctokit, { id }: EndedRun, first: Annotations) {
  const annotations = [...(first.nodes ?? [])]
  let { hasNextPage, endCursor } = first.pageInfo
  for (let page = 1; hasNextPage && page < MAX_PAGES; page += 1) {
    const answer = await octokit.graphql(annotationsQuery(), { id, after: endCursor })
    const next = AnnotationsAnswer.parse(answer).node.annotations
    annotations.push(...(next.nodes ?? []))
    hasNextPage = next.pageInfo.hasNextPage
    endCursor = next.pageInfo.endCursor
  }
  return { annotations, isCut: hasNextPage }
}
