import type { WorkKind } from '../../domain/issue/checklist.ts'
import { fieldSign, labelSign, type ReadIssue, titleSign } from './read-issue.ts'

const MIGRATION_LABEL = /^(?:data-|schema-|database-|db-)?migrations?$/
const ARCHITECTURE_LABEL =
  /^(?:architecture|architectural|needs-(?:a-)?design|design-needed|design-first|rfc|breaking(?:-changes?)?)$/
const MIGRATION_TITLE =
  /\b(?:migrat(?:e|es|ing|ion|ions) (?:of |the |all |our |from |to |away )|(?:data|schema|database) migration\b)/i
const ARCHITECTURE_TITLE =
  /\b(?:re-?architect(?:ure)?|redesign|rewrite (?:in|of|the|everything|from)|replace the architecture)\b/i
const MECHANICAL_LABEL =
  /^(?:typos?|spelling|formatting|whitespace|rename|renaming|dependencies|dependency-update)$/
const MECHANICAL_TITLE =
  /\b(?:typos?|misspell(?:ed|ing)|spelling (?:mistake|error)s?|unused imports?|missing imports?|re-?format|bump \S+ (?:from|to)|trailing whitespace)\b/i
/** The answer that says what kind of issue it is. */
const KIND_FIELD = /^(?:type|kind|category|type of (?:change|issue|work))$/

/** Migrations lie in folders of these names; their own tests do not. */
const MIGRATION_FILE =
  /^(?:[^/]+\/)*(?:migrations?|db\/migrate|alembic\/versions|flyway|liquibase)\/[^/]+\.(?:sql|py|rb|[cm]?[jt]s|php|java|kt|cs|go|xml|ya?ml)$/i

/** What people have said of it counts before what its words are like; a migration before everything else. */
export function kindOfWork(issue: ReadIssue): WorkKind {
  const { title, labels, fields } = issue
  const migration = labelSign(labels, MIGRATION_LABEL) ?? fieldSign(fields, KIND_FIELD, /\bmigrations?\b/i)
  if (migration) return { kind: 'design', of: 'migration', sign: migration }
  const architecture =
    labelSign(labels, ARCHITECTURE_LABEL) ??
    fieldSign(fields, KIND_FIELD, /\b(?:architecture|breaking change)\b/i)
  if (architecture) return { kind: 'design', of: 'architecture', sign: architecture }
  const mechanical = labelSign(labels, MECHANICAL_LABEL) ?? titleSign(title, MECHANICAL_TITLE)
  if (mechanical) return { kind: 'mechanical', sign: mechanical }
  const moved = titleSign(title, MIGRATION_TITLE) ?? migrationFile(issue)
  if (moved) return { kind: 'design', of: 'migration', sign: moved }
  const redesigned = titleSign(title, ARCHITECTURE_TITLE)
  return redesigned ? { kind: 'design', of: 'architecture', sign: redesigned } : { kind: 'ordinary' }
}

function migrationFile({ area: { files } }: ReadIssue) {
  const file = files.find((path) => MIGRATION_FILE.test(path))
  return file === undefined ? undefined : { where: 'file' as const, text: file.slice(0, 200) }
}
