import { type SamplePatch, SCENARIOS, sampleIssue, samplePatch } from './scenarios.ts'

/** What a brief asks for, by heart: it quotes the issue's title, and its last section names the candidate. */
export async function recallPatch(brief: string): Promise<SamplePatch | undefined> {
  const candidate = [...brief.matchAll(/^You are candidate `([a-z0-9-]+)`/gm)].at(-1)?.[1]
  const scenario = SCENARIOS.find((one) => brief.includes(sampleIssue(one).title))
  return candidate === undefined || scenario === undefined ? undefined : samplePatch(scenario, candidate)
}
