import { execFileSync } from 'node:child_process'
import { join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepDirectory } from '../../src/adapters/audit/step-directory.ts'
import { workspaceFolders } from '../../src/adapters/git/workspace-folders.ts'
import { advance } from '../../src/advance.ts'
import {
  CandidateId,
  candidateBranch,
  inboxBranch,
  ToolchainName,
} from '../../src/domain/candidate/candidate.ts'
import { RepositoryRef } from '../../src/domain/issue/issue.ts'
import { Settings } from '../../src/domain/settings.ts'
import { aBeginning } from '../builders/run/beginning.ts'
import { aSnapshot } from '../builders/run/snapshot.ts'

const SPELLED = [
  '..',
  '.',
  '../../etc/passwd',
  '..\\..\\x',
  '/etc/passwd',
  '~root',
  '-rf',
  '--upload-pack=touch x',
  '--output=/tmp/x',
  '$(touch x)',
  '`touch x`',
  '; touch x',
  'a b',
  'a\nb',
  'a\0b',
  'a..b',
  'a.lock',
  'a@{1}',
  '@',
  'HEAD',
  'refs/heads/main',
  'a:b',
  'a^',
  'a~1',
  'a?*[',
  'a//b',
  'a/',
  '/a',
  '.git',
  '.GIT/hooks',
  'CON',
  'a\\b',
  'é',
  '\u202eb',
  '%2e%2e%2f',
  '__proto__',
  'x'.repeat(300),
]

/** What somebody would try, and ordinary names that it is put into. */
const hostile = fc.oneof(
  fc.constantFrom(...SPELLED),
  fc
    .tuple(fc.constantFrom('a', 'minimal-change', ''), fc.constantFrom(...SPELLED))
    .map((two) => two.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[a-zA-Z0-9._/-]{1,45}$/),
)
const SEED = { seed: 20_261_129, numRuns: 1_000 }
const ISSUE = { owner: 'acme', repo: 'payments', number: 12 }
const ROOT = '/data'

const isBelow = (path: string) => resolve(path) === path && path.startsWith(ROOT + sep)

/** By git itself: one process looks at all of them. */
function expectRefs(branches: ReadonlySet<string>): void {
  const script = 'for branch; do git check-ref-format "refs/heads/$branch" || echo "$branch"; done'
  expect(execFileSync('sh', ['-c', script, 'sh', ...branches], { encoding: 'utf8' })).toBe('')
}

describe('T9: whatever somebody calls a thing', () => {
  it('as a candidate it is refused, or its branches are valid and its folder lies below its root', () => {
    const branches = new Set<string>()
    const folders = workspaceFolders(ROOT)
    fc.assert(
      fc.property(hostile, (name) => {
        const id = CandidateId.safeParse(name)
        if (!id.success) return
        branches.add(candidateBranch(ISSUE, 1, id.data))
        branches.add(inboxBranch(ISSUE, 1, { candidate: id.data, number: 1 }))
        const { attempt, gitDir } = folders.placesOf(`acme.payments.12.1.${id.data}.1`)
        expect([attempt, gitDir].filter((path) => !isBelow(path))).toEqual([])
      }),
      SEED,
    )
    expect(branches.size).toBeGreaterThan(20)
    expectRefs(branches)
  })

  it('as a work tree or a step it is refused, or lies below its root', () => {
    const folders = workspaceFolders(ROOT)
    fc.assert(
      fc.property(hostile, (name) => {
        for (const place of [() => folders.placesOf(name).attempt, () => stepDirectory(ROOT, name)]) {
          const path = accepted(place)
          expect(path === undefined || isBelow(path), path).toBe(true)
        }
      }),
      SEED,
    )
  })

  it('as a repository or a toolchain it is refused, or is one plain name', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const { success } = RepositoryRef.safeParse({ owner: name, repo: 'payments' })
        expect(RepositoryRef.safeParse({ owner: 'acme', repo: name }).success).toBe(success)
        const isTool = ToolchainName.safeParse(name).success
        if (success || isTool) expect(isBelow(join(ROOT, name)) && !name.includes('/'), name).toBe(true)
        if (isTool) expect(name).not.toMatch(/^-/)
      }),
      SEED,
    )
  })

  it('as the title of an issue or in its settings it is part of no branch', () => {
    const branches = new Set<string>()
    fc.assert(
      fc.property(hostile, hostile, (title, path) => {
        const snapshot = aSnapshot()
        const issue = { ...snapshot.issue, title, body: `${title}\n${path}` }
        const value = { ...Settings.parse({}), protected_paths: [path] }
        const beginning = { ...aBeginning(), settings: { ok: true as const, value } }
        const { steps } = advance({ ...snapshot, issue, beginning })
        const begun = steps.flatMap((step) => (step.do === 'start-speculation' ? [step.speculation] : []))
        expect(begun).toHaveLength(1)
        const briefs = begun.flatMap(({ plan }) => plan.briefs)
        for (const { id } of briefs) branches.add(candidateBranch(ISSUE, 1, id))
      }),
      { ...SEED, numRuns: 200 },
    )
    expect(branches.size).toBe(3)
    expectRefs(branches)
  })
})

function accepted<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
