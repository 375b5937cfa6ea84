import type { Strategy } from '../../domain/candidate/brief.ts'
import type { Box, BoxEvidence, Sign } from '../../domain/issue/checklist.ts'
import { labelSign, type ReadIssue, titleSign } from './read-issue.ts'

export interface GivenStrategies {
  readonly issue: readonly Strategy[] | undefined
  readonly repository: readonly Strategy[] | undefined
}

/** "There are at least two plausible fix strategies." */
export function strategiesBox(issue: ReadIssue, given: GivenStrategies): Box {
  const evidence = [...strategiesGiven(given), ...waysNamed(issue), ...manyDirections(issue)]
  return {
    box: 'strategies',
    ticked: evidence.length > 0,
    evidence: evidence.length > 0 ? evidence : [{ kind: 'one-way' }],
  }
}

function strategiesGiven(given: GivenStrategies): BoxEvidence[] {
  const by = given.issue ? 'issue' : 'repository'
  const strategies = given[by] ?? []
  return strategies.length < 2 ? [] : [{ kind: 'strategies-given', by, ids: strategies.map(({ id }) => id) }]
}

const WAYS =
  /^(?:options?|approach(?:es)?|alternatives?|(?:possible|proposed|potential) (?:fix(?:es)?|solutions?|approach(?:es)?|causes?)|ideas?|strategies|solutions?|hypothes[ei]s|proposals?)\b/i
const NUMBERED = /^(?:option|approach|alternative|solution|idea|hypothesis|strategy) (?:[a-e]|[1-5])\b/i
const MAX_WAYS = 10
const WAY_LENGTH = 80

/** A list below a heading such as "Possible fixes", or lines such as "Option A: …". */
function waysNamed({ text }: ReadIssue): BoxEvidence[] {
  const listed: string[] = []
  const numbered: string[] = []
  let isBelow = false
  for (const line of text.split(/\r?\n/)) {
    const bare = line.replace(/^[\s#>*+-]+/, '').replace(/^\d{1,2}[.)] /, '')
    const plain = bare.replaceAll('*', '').trim()
    const isItem = /^\s*(?:[-*+]|\d{1,2}[.)])\s/.test(line)
    if (NUMBERED.test(plain)) numbered.push(plain)
    if (isItem && isBelow) listed.push(plain)
    else if (plain !== '' && !isItem) isBelow = WAYS.test(plain) && isHeading(line, plain)
  }
  const ways = listed.length >= 2 ? listed : numbered
  const different = [...new Set(ways.map((way) => way.slice(0, WAY_LENGTH)))].filter((way) => way !== '')
  return different.length < 2 ? [] : [{ kind: 'ways-named', ways: different.slice(0, MAX_WAYS) }]
}

/** Also one that is written as a line of its own with a colon, or in bold. */
function isHeading(line: string, plain: string): boolean {
  return /^\s{0,3}#/.test(line) || plain.endsWith(':') || line.trim().startsWith('**')
}

/** The seed's own list, in the words of labels and titles: what is written at length below them may say anything. */
const PROBLEMS: readonly { readonly problem: string; readonly label: RegExp; readonly title: RegExp }[] = [
  {
    problem: 'retry logic',
    label: /^(?:retry|retries|idempotency)$/,
    title: /\b(?:retr(?:y|ies|ied|ying)|idempoten\w{1,10}|back-?off)\b/i,
  },
  {
    problem: 'a flaky test',
    label: /^(?:flaky|flake|flaky-tests?|intermittent)$/,
    title: /\b(?:flak(?:y|es?|iness)|intermittent(?:ly)?|sometimes fails?)\b/i,
  },
  {
    problem: 'a race',
    label: /^(?:race|race-condition|concurrency|deadlock)$/,
    title: /\b(?:race condition|data race|races?|deadlocks?|concurren(?:cy|t|tly))\b/i,
  },
  {
    problem: 'performance',
    label: /^(?:performance|perf|latency|memory-leak|slow)$/,
    title:
      /\b(?:performance|slow(?:er|ness|ly)?|latency|memory leaks?|too much memory|timeouts?|times out)\b/i,
  },
  {
    problem: 'an edge case of a schema',
    label: /^(?:schema|validation|edge-case)$/,
    title: /\b(?:edge[ -]cases?|schema|validation)\b/i,
  },
  {
    problem: 'caching',
    label: /^(?:cache|caching)$/,
    title: /\b(?:cach(?:e|es|ed|ing)|stale)\b/i,
  },
]

function manyDirections({ title, labels }: ReadIssue): BoxEvidence[] {
  for (const { problem, label, title: words } of PROBLEMS) {
    const sign: Sign | undefined = labelSign(labels, label) ?? titleSign(title, words)
    if (sign) return [{ kind: 'many-directions', problem, sign }]
  }
  return []
}
