import type { Finding } from '../../../domain/judgement/measures.ts'
import type { Addition } from './secrets/find-secrets.ts'

interface MigrationRule {
  readonly id: string
  readonly says: string
  readonly pattern: RegExp
}

/** What cannot be taken back once it ran against real data. */
const RULES: readonly MigrationRule[] = [
  {
    id: 'drop',
    says: 'drops data',
    pattern:
      /\bDROP\s+(?:TABLE|DATABASE|SCHEMA|COLUMN|COLLECTION)\b|\b(?:drop_table|dropTable(?:IfExists)?|DropTable|dropColumns?|drop_column|DropColumn|remove_columns?|removeColumn|RemoveField|DeleteModel|dropCollection|dropSchema)\b\s*[(\s]/gi,
  },
  { id: 'truncate', says: 'empties a table', pattern: /\bTRUNCATE\s+(?:TABLE\s+)?[\w"`[]/gi },
  {
    id: 'alter-drop',
    says: 'takes a column away',
    pattern:
      /\bALTER\s+TABLE\b[^;]{0,500}?\bDROP\s+(?!CONSTRAINT\b|DEFAULT\b|NOT\b|INDEX\b|KEY\b|FOREIGN\b|PRIMARY\b|COLUMN\b|IDENTITY\b)[\w"`[]/gi,
  },
  {
    id: 'rename',
    says: 'renames what running code still uses',
    pattern:
      /\bALTER\s+TABLE\b[^;]{0,500}?\bRENAME\b|\bRENAME\s+TABLE\b|\b(?:rename_table|rename_column|renameTable|renameColumn|RenameField|RenameModel|RenameColumn|RenameTable)\b\s*[(\s]/gi,
  },
  {
    id: 'delete-all',
    says: 'deletes rows without a condition',
    pattern: /\bDELETE\s+FROM\s+[\w."`[\]]+\s*(?=;|$|["'`)])/gi,
  },
  { id: 'irreversible', says: 'says of itself that it cannot be taken back', pattern: /\birreversible/gi },
]

const MIGRATION =
  /(^|\/)(migrations?|migrate|db\/migrate|alembic\/versions|flyway|liquibase)\/|(^|\/)V\d[\w.]*__[^/]+\.sql$/i
const UNDO = /(^|\/|\.)(down|undo|rollback)\.(sql|[cm]?[jt]s)$|(^|\/)U\d[\w.]*__[^/]+\.sql$/i

function isMigration(path: string): boolean {
  return MIGRATION.test(path) && !UNDO.test(path)
}

/** Built-in rules of the category migration-risk, over the lines a patch adds to a migration. */
export function findMigrationRisks({ path, added }: Addition, after: string | undefined): readonly Finding[] {
  if (!isMigration(path)) return []
  const undoing = undoingLines(after ?? '')
  const kept = added.filter(({ line }) => !undoing.has(line))
  const text = kept.map((one) => one.text.slice(0, 2_000).replace(COMMENT, '')).join('\n')
  return RULES.flatMap(({ id, says, pattern }) => {
    const [first] = text.matchAll(pattern)
    if (!first) return []
    const line = kept[text.slice(0, first.index).split('\n').length - 1]?.line ?? null
    return [{ category: 'migration-risk' as const, rule: id, path, line, detail: says }]
  })
}

const COMMENT = /(?:--\s|^\s*(?:#|\/\/)).*$/

/** Lines (1-based) of the half of a migration that takes it back: that one is expected to drop what the other made. */
function undoingLines(text: string): ReadonlySet<number> {
  const lines = new Set<number>()
  let undoing = false
  for (const [index, line] of text.split('\n').entries()) {
    if (DOWN.test(line)) undoing = true
    else if (UP.test(line)) undoing = false
    if (undoing) lines.add(index + 1)
  }
  return lines
}

const DOWN =
  /^\s*(?:[\w.]+\s+)*(?:def|function|void|Task|const|async|exports\.|module\.exports\.)\s*(?:self\.)?(?:down|downgrade|Down|DownAsync)\b|^\s*(?:async\s+)?down\s*[(:=]|^\s*exports\.down\b|^--\s*(?:\+goose|migrate:?)\s*down\b/i
const UP =
  /^\s*(?:[\w.]+\s+)*(?:def|function|void|Task|const|async|exports\.|module\.exports\.)\s*(?:self\.)?(?:up|upgrade|change|Up|UpAsync)\b|^\s*(?:async\s+)?up\s*[(:=]|^\s*exports\.up\b|^--\s*(?:\+goose|migrate:?)\s*up\b/i
