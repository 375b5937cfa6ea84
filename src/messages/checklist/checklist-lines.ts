import {
  type Box,
  type BoxEvidence,
  type BoxName,
  type Checklist,
  ENOUGH_BOXES,
  type Sign,
  tickedOf,
} from '../../domain/issue/checklist.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { count, list } from '../numbers.ts'

/** The six boxes each with why it is ticked or not. */
export function checklistLines({ boxes }: Checklist): readonly string[] {
  return boxes.map(boxLine)
}

function boxLine({ box, ticked, evidence }: Box): string {
  return `${ticked ? '☑' : '☐'} ${QUESTIONS[box]}: ${evidence.map(evidenceText).join('; ')}.`
}

export const QUESTIONS: Readonly<Record<BoxName, string>> = {
  strategies: 'There is more than one plausible way to solve it',
  bounded: 'It stays within a few files or one part of the code',
  verifier: 'The checks cost less than the reviews that it would take',
  'hard-fail': 'Something rejects what is dangerous, whatever the score',
  explainable: 'Somebody can be asked why the winner won',
  losers: 'Patches that lose are cleared away',
}

/** A heading: `4 of 6`, and what that comes to. */
export function checklistSummary({ work, boxes }: Checklist): string {
  const ticked = `Is it worth several candidates? ${tickedOf(boxes).length} of ${boxes.length} boxes ticked`
  if (work.kind === 'ordinary') return ticked
  return `${ticked}, and ${work.kind === 'design' ? DESIGN[work.of] : 'it looks like a small, mechanical change'}`
}

const DESIGN = {
  migration: 'it is a migration',
  architecture: 'it changes the architecture',
} as const

/** Why a run has one candidate, as a sentence. */
export function whySingle({ work, boxes }: Checklist): string {
  if (work.kind === 'mechanical')
    return `One candidate is enough here: ${signText(work.sign)}, which is work with one obvious result.`
  const ticked = tickedOf(boxes).length
  return `One candidate is written: ${ticked === 0 ? 'none' : 'only one'} of the six boxes is ticked, and several candidates need ${ENOUGH_BOXES}.`
}

/** A clause: `the label "typo"` in words that show foreign text as code. */
export function signText({ where, text }: Sign): string {
  switch (where) {
    case 'label':
      return `it has the label ${codeSpan(text, 50)}`
    case 'field':
      return `its form says ${codeSpan(text, 120)}`
    case 'title':
      return `its title says ${codeSpan(text, 80)}`
    case 'file':
      return `it names ${codeSpan(text, 100)}`
    default:
      return where satisfies never
  }
}

function evidenceText(evidence: BoxEvidence): string {
  switch (evidence.kind) {
    case 'strategies-given':
      return `${evidence.by === 'issue' ? 'the issue' : '`.github/speculate.yml`'} gives ${names(evidence.ids)}`
    case 'ways-named':
      return `the text names ${names(evidence.ways)}`
    case 'many-directions':
      return `it is about ${evidence.problem} (${signText(evidence.sign)}), which usually has several valid solutions`
    case 'one-way':
      return 'the issue names no two of them, and nothing in its title or labels suggests them'
    case 'files-named':
    case 'folder-named':
    case 'area-said':
    case 'size-said':
    case 'nothing-named':
      return areaText(evidence)
    case 'reverted':
    case 'changed-often':
    case 'time-in-review':
    case 'history-unknown':
    case 'quiet-history':
      return historyText(evidence)
    case 'hard-fail-checks':
      return list(
        evidence.checks.map(({ name, category }) => `${codeSpan(name, 60)} is a hard failure (${category})`),
      )
    case 'no-hard-fail':
      return 'no check is marked with `hard_fail`; only the built-in rules do'
    case 'can-be-asked':
      return `${WHO[evidence.who]} ${names(evidence.names)}`
    case 'nobody-named':
      return 'nobody is assigned, and neither `reviewers` nor CODEOWNERS names anybody'
    case 'losers-go':
      return `their branches are deleted ${evidence.days === 0 ? 'at once' : `after ${count(evidence.days, 'day')}`} (\`archive_after_days\`)`
    case 'losers-stay':
      return `their branches stay for ${count(evidence.days, 'day')} (\`archive_after_days\`)`
    case 'opinion':
      return opinionText(evidence)
    default:
      return evidence satisfies never
  }
}

/** Said by a toolchain, and shown as what it is: nobody's fact. */
function opinionText({ toolchain, models, yes, why, files }: Of<'opinion'>): string {
  const model = models.length === 0 ? '' : ` (${names(models)})`
  // The line has a full stop of its own.
  const said = why.endsWith('.') ? why.slice(0, -1) : why
  const shown = files.length === 0 ? '' : `, and points to ${names(files)}`
  // What the rules have found before it speaks for no box.
  return `${yes ? 'but ' : ''}${codeSpan(toolchain, 40)}${model} says ${yes ? 'yes' : 'no'}: ${codeSpan(said, 300)}${shown}`
}

const WHO = {
  assignees: 'assigned to',
  reviewers: 'the reviewers are',
  'code-owners': 'owners are listed in',
} as const

type Of<Kind extends BoxEvidence['kind']> = Extract<BoxEvidence, { kind: Kind }>

function areaText(
  evidence: Of<'files-named' | 'folder-named' | 'area-said' | 'size-said' | 'nothing-named'>,
): string {
  switch (evidence.kind) {
    case 'files-named': {
      const { files, count: all, folders } = evidence
      const where = folders > 1 ? ` in ${count(folders, 'folder')}` : ''
      return `it names ${count(all, 'file')}${where}: ${names(files.slice(0, 5))}${all > 5 ? ' …' : ''}`
    }
    case 'folder-named':
      return `it names ${codeSpan(evidence.folder, 100)}, with ${count(evidence.count, 'file')}`
    case 'area-said':
      return signText(evidence.sign)
    case 'size-said':
      return `${signText(evidence.sign)}, so it is larger`
    case 'nothing-named':
      return 'the text names no file or folder of the repository, and no label names a part of it'
    default:
      return evidence satisfies never
  }
}

function historyText(
  evidence: Of<'reverted' | 'changed-often' | 'time-in-review' | 'history-unknown' | 'quiet-history'>,
): string {
  switch (evidence.kind) {
    case 'reverted':
      return revertedText(evidence)
    case 'changed-often':
      return `changed ${evidence.commits} times in ${evidence.days} days`
    case 'time-in-review': {
      const checks = evidence.checks === undefined ? '' : `, and the checks take ${duration(evidence.checks)}`
      return `the last ${evidence.changes} pull requests here took ${duration(evidence.minutes)} in review (median)${checks}`
    }
    case 'history-unknown':
      return 'the history could not be read'
    case 'quiet-history':
      return quietText(evidence.commits)
    default:
      return evidence satisfies never
  }
}

function revertedText({ reverts, commits }: Of<'reverted'>): string {
  if (commits === 1) return 'the only change so far was taken back'
  return `${reverts} of the last ${commits} changes ${reverts === 1 ? 'was' : 'were'} taken back`
}

function quietText(commits: number): string {
  if (commits === 0) return 'there is no history to go by'
  if (commits === 1) return 'there is only one change to go by, and it was not taken back'
  return `none of the last ${commits} changes was taken back, and few of them took long in review`
}

function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return `${Math.round(minutes)} min`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`
}

function names(texts: readonly string[]): string {
  return list(texts.map((text) => codeSpan(text, 80)))
}
