import { visibleText } from './foreign-text.ts'
import { withoutHiddenDefinitions, withoutHiddenMarkup } from './without-hidden-markup.ts'
import { withoutUnseenMarkdown } from './without-unseen-markdown.ts'

/**
 * Issue text as agents are shown it: nothing that a person reading the issue does not see (T3). Entities are decoded first, because
 * they can spell anything that is removed after them; and all of it is repeated until nothing changes, because removing one thing
 * can join the halves of another. So `sanitizeIssueText(sanitizeIssueText(x)) === sanitizeIssueText(x)`. Every round makes the text
 * shorter, so it ends.
 */
export function sanitizeIssueText(text: string): string {
  const before = latest.get(text)
  if (before !== undefined) return before
  const clean = sanitized(text)
  if (latest.size === MOST_KEPT) latest.delete(latest.keys().next().value ?? '')
  latest.set(text, clean)
  return clean
}

/**
 * The same few texts are written at every look, and one that is made to be slow takes a second. The texts of an issue are the largest, with
 * 64 KB.
 */
const latest = new Map<string, string>()
const MOST_KEPT = 50

function sanitized(text: string): string {
  let now = withoutHiddenSigns(text)
  for (let round = 0; ; round++) {
    const next = withoutHiddenSigns(
      withoutUnseenMarkdown(round < MAX_PARSES ? now : now.replace(/[&<![\]]/g, '')),
    )
    if (next === now) return now
    now = next
  }
}

/** Reading Markdown costs more than looking for signs, and two or three times are enough for what anybody writes. */
const MAX_PARSES = 10

function withoutHiddenSigns(text: string): string {
  let now = text
  for (let round = 0; ; round++) {
    const next = withoutHidden(round < MAX_ROUNDS ? now : now.replace(/[&<]/g, ''))
    if (next === now) return now
    now = next
  }
}

/** Nobody nests this deep in good faith; beyond it, what all hiding begins with goes, instead of one round per level. */
const MAX_ROUNDS = 50

function withoutHidden(text: string): string {
  return withoutHiddenDefinitions(withoutHiddenMarkup(visibleText(decodeEntities(text))))
}

/** The named entities that can hide or build something; the others show a character and are left as they were written. */
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  LT: '<',
  gt: '>',
  GT: '>',
  excl: '!',
  num: '#',
  commat: '@',
  grave: '`',
  lsqb: '[',
  lbrack: '[',
  rsqb: ']',
  rbrack: ']',
  colon: ':',
  quest: '?',
  hyphen: '-',
  dash: '-',
  quot: '"',
  QUOT: '"',
  apos: "'",
  nbsp: ' ',
  NonBreakingSpace: ' ',
  NewLine: '\n',
  Tab: '\t',
  shy: '',
  zwj: '',
  zwnj: '',
  lrm: '',
  rlm: '',
  NoBreak: '',
  ZeroWidthSpace: '',
  NegativeVeryThinSpace: '',
  NegativeThinSpace: '',
  NegativeMediumSpace: '',
  NegativeThickSpace: '',
  InvisibleTimes: '',
  it: '',
  InvisibleComma: '',
  ic: '',
  ApplyFunction: '',
  af: '',
}

function decodeEntities(text: string): string {
  return (
    text
      // Nested ampersands collapse in one pass: `&amp;amp;amp;lt;` must not cost a pass per level.
      .replace(/&(?:(?:amp|AMP|#0*38|#[xX]0*26);)+/g, '&')
      .replace(/&#[xX]([0-9a-fA-F]+);?/g, (_, digits: string) => codePoint(Number.parseInt(digits, 16)))
      .replace(/&#([0-9]+);?/g, (_, digits: string) => codePoint(Number.parseInt(digits, 10)))
      .replace(/&([A-Za-z]+);/g, (entity, name: string) =>
        Object.hasOwn(NAMED, name) ? (NAMED[name] ?? '') : entity,
      )
  )
}

/** HTML shows a replacement character for numbers that are not code points; an agent needs nothing in its place. */
function codePoint(value: number): string {
  return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : ''
}
