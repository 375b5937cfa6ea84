import { describe, expect, it } from 'vitest'
import type { FileChange } from '../../../../src/domain/candidate/patch.ts'
import type { FileClass } from '../../../../src/domain/judgement/measures.ts'
import { assessRisk } from '../../../../src/stages/score/columns/risk.ts'
import { aFile, aPatch } from '../../../builders/candidate/patch.ts'
import { someMeasures } from '../../../builders/judgement/measures.ts'

function risk(path: string, fileClass: FileClass, overrides: Partial<FileChange> = {}) {
  const patch = aPatch('one', [aFile(path, overrides)])
  const measures = someMeasures({ files: [{ path, class: fileClass }] })
  return assessRisk(patch, measures)
}

describe('assessRisk', () => {
  it.each([
    ['db/migrations/1.sql', 'source', 'critical', 'changes a database migration'],
    ['src/auth/login.ts', 'source', 'high', 'changes authentication, permissions or cryptography'],
    ['vitest.config.ts', 'source', 'high', 'changes how tests are run'],
    ['.github/workflows/extra.yml', 'source', 'high', 'changes what CI runs'],
    ['package.json', 'source', 'medium', 'changes dependencies'],
    ['deno.lock', 'lock', 'medium', 'changes what a lock file pins'],
    ['vendor/a.go', 'vendored', 'medium', 'changes vendored code'],
  ] as const)('rates %s (%s) as %s', (path, fileClass, level, reason) => {
    expect(risk(path, fileClass)).toEqual({ level, reasons: [`${reason} (\`${path}\`)`] })
  })

  it.each([
    ['test/auth/login.test.ts', 'test'],
    ['docs/password.md', 'documentation'],
    ['src/client.ts', 'source'],
  ] as const)('rates %s as low', (path, fileClass) => {
    expect(risk(path, fileClass).level).toBe('low')
  })

  it('rates a deleted test file higher than another deleted file', () => {
    expect(risk('test/a.test.ts', 'test', { status: 'deleted' }).level).toBe('high')
    expect(risk('src/a.ts', 'source', { status: 'deleted' }).level).toBe('medium')
  })

  it('is high for what the checks read, and medium where an exception of the repository allows it', () => {
    const patch = aPatch('one', [aFile('scripts/reporter.js')])
    const judge = {
      path: 'scripts/reporter.js',
      check: 'test',
      how: 'reads' as const,
      via: ['.github/workflows/ci.yml', 'node --test'],
    }
    const said = 'changes `scripts/reporter.js`, which `node` reads for the check `test`'
    expect(assessRisk(patch, someMeasures({ judges: [judge] }))).toEqual({ level: 'high', reasons: [said] })
    expect(assessRisk(patch, someMeasures({ judges: [], excepted: [judge] }))).toEqual({
      level: 'medium',
      reasons: [`${said}, allowed by \`verifier.may_change\``],
    })
  })

  it('counts hand-written lines where they are known', () => {
    const patch = aPatch('one', [aFile('src/a.ts', { insertions: 301, deletions: 0 })])
    expect(assessRisk(patch, undefined).reasons).toEqual(['changes more than 300 lines'])
    expect(assessRisk(patch, someMeasures()).level).toBe('low')
  })

  it('names every rule that applies, and the highest decides', () => {
    const patch = aPatch('one', [aFile('src/auth.ts'), aFile('migrations/1.sql'), aFile('go.mod')])
    expect(assessRisk(patch, undefined).level).toBe('critical')
    expect(assessRisk(patch, undefined).reasons).toHaveLength(3)
  })
})
