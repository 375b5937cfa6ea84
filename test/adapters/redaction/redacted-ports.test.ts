import { expect, it } from 'vitest'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedForge } from '../../../src/adapters/redaction/redacted-forge.ts'
import { redactedStore } from '../../../src/adapters/redaction/redacted-store.ts'
import { createFakeForge } from '../../fakes/forge/fake-forge.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

const SECRET = 'a-secret-that-nobody-may-see'
const redactor = createRedactor()
redactor.hold(SECRET)

/** Methods of a port that are told nothing which could hold a secret, or whose text has to stay as it is; each with its reason. */
const FORGE_AS_IT_IS = {
  ids: 'repositoryFacts openPullRequests roleOf baseNow advanceBranch filesIn treeOf requiredChecks listTree gitRemote markReady enableAutoMerge rerunJobs archiveBranches deleteBranch deleteComment react findDispatched workflowRun workflowJobs cancelWorkflowRun branchHead',
  contents: 'accountSettings readTextFile readTextFiles changedLines workflowLogs',
  'names made of ids': 'createBranches ensureLabels',
}
const STORE_AS_IT_IS = {
  'reads what was redacted':
    'latestSpeculation freeRun issueOf calibration enteredFor promotedOn mergedOn runsIn watched openIssues attempts spentOn loadOf judgedRuns bundle traces writtenComments note notes speculationAt earlierSpeculations journalOf auditLog auditedSpeculations prunable',
  ids: 'settle archive moveRepository putOffLook insertAttempt beginAttempt recordUsage recordCi recordAnswer prune close',
  'compared with what would be written now': 'recordComment',
}

it.each([
  ['forge', createFakeForge().forge, FORGE_AS_IT_IS, redactedForge] as const,
  ['store', createMemoryStore(), STORE_AS_IT_IS, redactedStore] as const,
])(
  'T13: whatever is told to the %s in words is redacted first, in every method',
  async (_, port, asItIs, wrap) => {
    const free = new Set(Object.values(asItIs).flatMap((names) => names.split(' ')))
    const methods = Object.keys(port)
    expect(methods.filter((name) => !free.has(name)).length).toBeGreaterThan(5)
    expect([...free].filter((name) => !methods.includes(name))).toEqual([])
    const heard: unknown[] = []
    const spy = Object.fromEntries(
      methods.map((name) => [
        name,
        async (...given: unknown[]) => {
          heard.push(given)
          return given
        },
      ]),
    )
    const wrapped: Record<string, unknown> = {
      ...Reflect.apply(wrap as (port: unknown, by: unknown) => object, undefined, [spy, redactor]),
    }
    const words = { title: SECRET, body: SECRET, message: SECRET, detail: SECRET, settings: {} }
    for (const name of methods.filter((one) => !free.has(one))) {
      heard.length = 0
      const call = wrapped[name]
      if (typeof call !== 'function') throw new Error(`${name} is no method`)
      // What a method does not look at is told apart by its place: the first of most is an id.
      const answered: unknown = await call(...answersOf(name, words))
      const told = READS.includes(name) ? answered : heard
      expect(JSON.stringify(told), name).not.toContain(SECRET)
      expect(JSON.stringify(told), name).toContain('[redacted]')
    }
  },
)

const READS: readonly string[] = ['facts', 'pullRequest', 'recentHistory', 'branchHistory', 'openIssues']

function answersOf(name: string, words: Record<string, unknown>): unknown[] {
  if (['insertSpeculation', 'journal', 'facts'].includes(name)) return [words]
  if (name === 'createCommit') return ['id', { message: SECRET }]
  if (name === 'heartbeat') return ['id', 'at', SECRET]
  if (name === 'endAttempt') return ['id', 'at', words, undefined]
  if (READS.includes(name)) return [SECRET, SECRET]
  return ['id', words]
}
