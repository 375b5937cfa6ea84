import type { Box, BoxEvidence } from '../../domain/issue/checklist.ts'
import { fieldSign, labelSign, type ReadIssue } from './read-issue.ts'

/** "A few files or a narrow subsystem." */
const FEW_FILES = 6
const FEW_FOLDERS = 3
const NARROW_FOLDER = 40

const LARGE_LABEL = /^(?:x-?large|xl|xxl|l|large|epic|tracking|umbrella|meta)$/
const SIZE = /^(?:size|t-?shirt|effort|scope|complexity)\b/i
const AREA = /^(?:area|component|module|package|pkg|subsystem|scope|crate)\s*[:/]\s*\S/i
const AREA_FIELD =
  /^(?:(?:affected |which )?(?:areas?|components?|modules?|packages?|subsystems?|files?)(?: affected)?)\??$/

/** "The task can be isolated to a few files or a narrow subsystem." What people say of its size goes before what it names. */
export function boundedBox(issue: ReadIssue): Box {
  const large = sizeSaid(issue)
  if (large) return { box: 'bounded', ticked: false, evidence: [{ kind: 'size-said', sign: large }] }
  const [named] = [...filesNamed(issue), ...folderNamed(issue), ...areaSaid(issue)]
  if (!named) return { box: 'bounded', ticked: false, evidence: [{ kind: 'nothing-named' }] }
  return { box: 'bounded', ticked: isNarrow(named), evidence: [named] }
}

function sizeSaid({ labels }: ReadIssue) {
  const sized = labels.filter((label) => SIZE.test(label) || /^(?:epic|tracking|umbrella)/i.test(label))
  return labelSign(sized, LARGE_LABEL)
}

function filesNamed({ area: { files } }: ReadIssue): BoxEvidence[] {
  if (files.length === 0) return []
  const folders = new Set(files.map((path) => path.split('/').slice(0, -1).join('/'))).size
  return [{ kind: 'files-named', files: files.slice(0, 10), count: files.length, folders }]
}

/** The narrowest of them. */
function folderNamed({ area: { folders } }: ReadIssue): BoxEvidence[] {
  const [narrowest] = folders.toSorted((one, other) => one.count - other.count)
  return narrowest ? [{ kind: 'folder-named', ...narrowest }] : []
}

function areaSaid({ labels, fields }: ReadIssue): BoxEvidence[] {
  const label = labels.find((each) => AREA.test(each))
  const sign =
    label === undefined
      ? fieldSign(fields, AREA_FIELD)
      : { where: 'label' as const, text: label.slice(0, 50) }
  return sign ? [{ kind: 'area-said', sign }] : []
}

function isNarrow(evidence: BoxEvidence): boolean {
  if (evidence.kind === 'files-named') return evidence.count <= FEW_FILES && evidence.folders <= FEW_FOLDERS
  return evidence.kind === 'folder-named' ? evidence.count <= NARROW_FOLDER : true
}
