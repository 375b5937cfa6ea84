import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { REPORT_PATH } from '../ports/workspace.ts'
import { recallPatch } from './recall-patch.ts'
import { SAMPLE_REPOSITORY } from './scenarios.ts'
import type { ScriptedAnswer, ScriptedCall } from './scripted-model.ts'
import { writeFiles } from './write-files.ts'

/**
 * What a model says that knows the sample's issues by heart: step by step the tool calls with which the agent at hand writes
 * the patch of the candidate that its brief names.
 */
export async function playCandidate(call: ScriptedCall): Promise<ScriptedAnswer> {
  if (!call.hasTools) return { text: 'A candidate at work' }
  const patch = await recallPatch(textsIn(call.body).join('\n'))
  if (patch === undefined)
    return { text: 'This is none of the issues that I know, so I leave everything as it is.' }
  const changed = [...patch.files].map(([path, text]) => ({
    path,
    text,
    isThere: existsSync(join(SAMPLE_REPOSITORY, path)),
  }))
  const report = { path: REPORT_PATH, text: `${JSON.stringify(patch.report, null, 2)}\n`, isThere: false }
  return writeFiles(call, [...changed, report])[call.step] ?? { text: patch.report.rationale }
}

/** Every text of a call, wherever its dialect has put it. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
