import { describe, expect, it } from 'vitest'
import { measureComplexity as measureCode } from '../../../../src/adapters/analysis/complexity/measure-complexity.ts'
import type { FileChange } from '../../../../src/domain/candidate/patch.ts'
import type { PatchContents } from '../../../../src/ports/analysis.ts'
import { sharedReading } from '../process/shared-reading.ts'

type Sources = Readonly<Record<string, string>>

function contentsOf(before: Sources, after: Sources): PatchContents {
  const read = (sources: Sources) => async (path: string) => {
    const source = sources[path]
    return source === undefined ? undefined : Buffer.from(source)
  }
  return { before: read(before), after: read(after), diff: async () => new Uint8Array() }
}

function aChange(path: string, change: Partial<FileChange> = {}): FileChange {
  const plain = { status: 'modified', mode: '100644', insertions: 1, deletions: 1, binary: false, bytes: 1 }
  return { ...plain, path, ...change } as FileChange
}

function measureModified(before: string, after: string, path = 'a.js') {
  return measureComplexity([aChange(path)], contentsOf({ [path]: before }, { [path]: after }))
}

const measureComplexity = async (files: readonly FileChange[], contents: PatchContents) =>
  (await measureCode(files, contents, { reading: sharedReading(), maxMs: 5_000 })).complexity

const IF = 'function a() { if (x) y() }'

describe('the change of complexity', () => {
  it('is that of the functions whose text changed', async () => {
    const after = `function a() { if (x && z) y() }\nfunction same() { if (x) y() }`
    expect(await measureModified(`${IF}\nfunction same() { if (x) y() }`, after)).toEqual({
      delta: 1,
      functions: [{ path: 'a.js', name: 'a', line: 1, before: 2, after: 3 }],
      unmeasured: [],
    })
  })

  it('counts a function that is new or gone with all it has', async () => {
    expect(
      await measureModified(`${IF}\nfunction gone() {}`, `function born() { x ? y : z }\n${IF}`),
    ).toEqual({
      delta: 1,
      functions: [
        { path: 'a.js', name: 'born', line: 1, before: null, after: 2 },
        { path: 'a.js', name: 'gone', line: 2, before: 1, after: null },
      ],
      unmeasured: [],
    })
  })

  it('is none where a function only moved, or only its surroundings changed', async () => {
    const before = `${IF}\nfunction outer() { return list.map((one) => one || 1) }`
    const after = `const added = 1\nfunction outer() { return list.map((one) => one || 1) }\n${IF}`
    expect(await measureModified(before, after)).toEqual({ delta: 0, functions: [], unmeasured: [] })
  })

  it('of a function in a function is not that of the outer one', async () => {
    const measured = await measureModified('function o() { f(() => 1) }', 'function o() { f(() => x || 1) }')
    expect(measured.functions).toEqual([
      { path: 'a.js', name: 'o.(anonymous)', line: 1, before: 1, after: 2 },
    ])
  })

  it('finds functions without a name again by their text, then by their order', async () => {
    const before = 'f(() => 1)\nf(() => x || 2)'
    const after = 'f(() => 0)\nf(() => 1)\nf(() => x && z || 2)'
    const measured = await measureModified(before, after)
    expect(measured.delta).toBe(2)
    expect(measured.functions.map(({ line, before, after }) => [line, before, after])).toEqual([
      [1, 2, 1],
      [3, null, 3],
    ])
  })

  it('of files that are new, deleted or renamed', async () => {
    const before = { 'gone.py': 'def f():\n  if a: pass\n', 'old.go': 'package a\nfunc f() { if a {} }' }
    const after = { 'new.rb': 'def f; a if b; end', 'new.go': 'package b\nfunc f() { if a {} }' }
    const files = [
      aChange('gone.py', { status: 'deleted', mode: '000000' }),
      aChange('new.rb', { status: 'added' }),
      aChange('new.go', { status: 'renamed', previousPath: 'old.go' }),
    ]
    expect(await measureComplexity(files, contentsOf(before, after))).toEqual({
      delta: 0,
      functions: [
        { path: 'gone.py', name: 'f', line: 1, before: 2, after: null },
        { path: 'new.rb', name: 'f', line: 1, before: null, after: 2 },
      ],
      unmeasured: [],
    })
  })

  it('keeps the functions that changed most when there are too many, and counts them all', async () => {
    const many = Array.from({ length: 600 }, (_, index) => `function f${index}() {}`).join('\n')
    const measured = await measureModified('', `${many}\n${IF}`)
    expect(measured.delta).toBe(602)
    expect(measured.functions).toHaveLength(500)
    expect(measured.functions.at(-1)?.name).toBe('a')
  })
})

describe('what is left out says why', () => {
  it.each([
    ['an unknown language', 'a.zig', 'x', 'y', 'complexity is not counted in .zig files'],
    ['no extension', 'Makefile', 'x', 'y', 'complexity is not counted in it'],
    ['a syntax error', 'a.js', IF, 'function a() { if (', 'it has syntax errors'],
    ['a syntax error on base', 'a.js', 'if (', IF, 'before the change, it has syntax errors'],
    [
      'a function of C that macros hide',
      'a.c',
      '',
      'int f(void) { LOOP if a) { b(); } END }',
      '`f` could not be read',
    ],
    [
      'a function of C that is none to the grammar',
      'a.c',
      'int f(a) int a; { if (a) g(); }',
      'int f(a) int a; { g(); }',
      '`(not readable)` could not be read',
    ],
  ])('%s', async (_, path, before, after, reason) => {
    expect(await measureModified(before, after, path)).toEqual({
      delta: 0,
      functions: [],
      unmeasured: [{ path, reason }],
    })
  })

  it('a side that is too large to be read', async () => {
    const measured = await measureComplexity([aChange('a.js')], contentsOf({}, { 'a.js': IF }))
    expect(measured.unmeasured).toEqual([{ path: 'a.js', reason: 'before the change, it is too large' }])
  })

  it('but data, links and submodules have nothing to measure', async () => {
    const files = [aChange('a.json'), aChange('b.js', { mode: '120000' }), aChange('c', { mode: '160000' })]
    expect(await measureComplexity(files, contentsOf({}, {}))).toEqual({
      delta: 0,
      functions: [],
      unmeasured: [],
    })
  })
})
