import { posix } from 'node:path'
import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { classOfPath } from '../../classify-file.ts'
import type { TestPair } from '../gone/pair-tests.ts'
import type { ImportedName, TestFile } from '../test-file.ts'

/**
 * What tests of the base call comes from a module of the tests now, and not from the product any more. A module that takes it from
 * the product itself only hands it on.
 */
export function otherModules(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): readonly WeakenedTest[] {
  const byName = new Map(after.map((one) => [withoutEnding(one.path), one]))
  return after.flatMap((file) => {
    const own = pairs.filter((one) => one.after.path === file.path)
    const old = before.filter(({ path }) => own.some((one) => one.before.path === path))
    const called = new Set(own.flatMap((one) => one.before.words))
    const known = new Map(old.flatMap(({ imports }) => imports.map((one) => [one.name, one] as const)))
    return file.imports.flatMap(({ name, from }): WeakenedTest[] => {
      const was = known.get(name)
      if (!was || was.from === from || !called.has(name)) return []
      const instead = moduleAt(from, file.path).flatMap((path) => byName.get(path) ?? [])[0]
      if (!instead || isOfTests(was, file.path) || handsOn(instead, was)) return []
      return [
        { path: file.path, line: 1, what: 'stubbed', detail: `${name}: from ${from}, not from ${was.from}` },
      ]
    })
  })
}

const withoutEnding = (path: string) => path.replace(/\.\w+$/, '').replace(/\/(?:index|__init__)$/, '')

/** Where a module may stand: beside the file that names it, or from the top, as Python has it. */
function moduleAt(from: string, path: string): readonly string[] {
  const folder = posix.dirname(path)
  if (/^\.{1,2}\//.test(from))
    return [withoutEnding(`${posix.join(folder, from.replace(/\.[cm]?[jt]sx?$/, ''))}.x`)]
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(from) ?? []
  const below = rest.replace(/\./g, '/')
  if (dots === '') return [below, posix.join(folder, below), below.replace(/^[^/]+\//, '')]
  return [posix.join(folder, ...Array.from({ length: dots.length - 1 }, () => '..'), below)]
}

function isOfTests({ from }: ImportedName, path: string): boolean {
  const ending = posix.extname(path)
  return (/^\.{1,2}\/|^[\w.]+$/.test(from) ? moduleAt(from, path).slice(0, 1) : []).some(
    (one) => classOfPath(`${one}${ending}`) === 'test',
  )
}

/** By the last name of the module, as the path to it is another one from there. */
function handsOn({ sources = [] }: TestFile, { from }: ImportedName): boolean {
  const last = lastName(from)
  return sources.some((one) => lastName(one) === last)
}

const lastName = (from: string) => /([\w-]+)(?:\.[cm]?[jt]sx?)?$/.exec(from)?.[1] ?? from
