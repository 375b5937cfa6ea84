import { changedPaths, type Patch } from '../../domain/candidate/patch.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { cut, neutralReferences, oneLine } from '../foreign/foreign-text.ts'

const MAX = 72

/**
 * What a patch changes, in one line and in the repository's own manner: what its agent says of it first, where that can stand as a
 * title, else the title of the issue. It becomes the first line of a commit, where servers and bots act on what they read.
 */
export function changeSubject(
  { snapshot, plan, manner }: Pick<Speculation, 'snapshot' | 'plan' | 'manner'>,
  { rationale, patch }: { rationale: string; patch: Pick<Patch, 'files'> },
): string {
  const said = firstSentence(rationale) ?? plain(snapshot.title)
  const text = said === '' ? 'untitled issue' : said
  const area = areaOf(patch)
  if (manner === 'conventional') {
    const scope = area === undefined ? '' : `(${area})`
    return cut(`${typeOf(text, plan.stage)}${scope}: ${lowerFirst(text)}`, MAX)
  }
  return cut(manner === 'area' && area !== undefined ? `${area}: ${text}` : upperFirst(text), MAX)
}

/** Undefined where it cannot be a title: too long or too short, about its author, or not a sentence at all. */
function firstSentence(rationale: string): string | undefined {
  const line = rationale.slice(0, 400).trimStart().split('\n')[0] ?? ''
  const sentence = plain(line.split(/[.!?](?:\s|$)/)[0] ?? '')
  const words = sentence.split(' ')
  if (words.length < 3 || sentence.length > MAX - 10) return undefined
  const isAboutItself = /^(?:i|we|this|that|it|my|here|the (?:patch|change|fix))\b/i.test(sentence)
  return isAboutItself || !/^\p{L}/u.test(sentence) ? undefined : sentence
}

/** Without what turns a line into an order: skips of CI, closing words, trailers, mentions, addresses and Markdown. */
function plain(text: string): string {
  return neutralReferences(oneLine(text))
    .replaceAll('`', "'")
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .replace(/[*<>|]/g, '')
    .replace(/^[\w./@-]{1,40}(?:\([^()]{1,40}\))?!?:\s+/, '')
    .trim()
}

function typeOf(text: string, stage: Speculation['plan']['stage']): string {
  if (stage === 'red') return 'test'
  if (stage === 'commit') return 'refactor'
  return /^(?:add|allow|introduce|support|implement|offer)\b/i.test(text) ? 'feat' : 'fix'
}

/** The file that is changed beside tests, or the folder that all of them are in; nothing where there is no such thing. */
function areaOf(patch: Pick<Patch, 'files'>): string | undefined {
  const sources = changedPaths(patch).filter((path) => !/(?:^|\/)(?:tests?|spec|__tests__)\//.test(path))
  const [first = '', ...others] = sources.map((path) => path.split('/'))
  if (first === '' || sources.length === 0) return undefined
  const name =
    others.length === 0
      ? first.at(-1)?.replace(/\.[^.]*$/, '')
      : first.slice(0, -1).findLast((_, at, whole) => {
          const folder = whole.slice(0, at + 1).join('/')
          return others.every((other) => other.slice(0, at + 1).join('/') === folder)
        })
  return name !== undefined && /^[\w.-]{1,30}$/.test(name) ? name : undefined
}

function lowerFirst(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
