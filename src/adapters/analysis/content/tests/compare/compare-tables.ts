import type { ChangedExpectation, WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { timesOf } from '../rows/times-of.ts'
import type { Binding, Body } from '../test-file.ts'

export interface FileWords {
  /** What the tests of the file are repeated over. */
  readonly iterated: ReadonlySet<string>
  /** All that they assert. */
  readonly asked: ReadonlySet<string>
}

export interface BothSides extends FileWords {
  readonly path: string
  readonly test: string
  readonly before: Body
  readonly after: Body
}

export interface TableComparison {
  readonly weakened: readonly WeakenedTest[]
  readonly changed: readonly ChangedExpectation[]
}

interface NoLoss {
  readonly isElsewhere: (row: string) => boolean
  /** It asks about what the product no longer has. */
  readonly isRetired: (row: string) => boolean
}

/** Values that tests are run with or compare with: rows of tables that are gone, and values that are others now. */
export function compareTables(sides: BothSides, { isElsewhere, isRetired }: NoLoss): TableComparison {
  const { before, after, path, test } = sides
  const open = byName(after.bindings)
  const weakened: WeakenedTest[] = []
  const changed: ChangedExpectation[] = []
  for (const old of before.bindings) {
    const now = takeLikest(open.get(old.name), old)
    if (!now) continue
    const isTable = isIterated(old, sides)
    const gone = isTable ? rowsGone(old, now) : []
    const retired = gone.filter(isRetired).length
    const cut = gone.filter((row) => !isElsewhere(row) && !isRetired(row))
    const [was, is] = [old.rows?.length ?? 0, now.rows?.length ?? 0]
    if (cut.length > 0 && is + retired < was) {
      const detail = `${test || old.name}: ${was} cases before, ${is} after`
      weakened.push({ path, line: now.line, what: 'cases-removed', detail })
    } else if (isTable || isAskedFor(old, sides)) changed.push(...valueChanged(old, now, sides))
  }
  return { weakened: [...weakened, ...slicesOf(sides)], changed }
}

function byName(bindings: readonly Binding[]): Map<string, Binding[]> {
  const open = new Map<string, Binding[]>()
  for (const one of bindings) {
    const same = open.get(one.name)
    if (same) same.push(one)
    else open.set(one.name, [one])
  }
  return open
}

/** Of several under one name, the one with the most of its rows; the first of those that have the same. */
function takeLikest(same: Binding[] | undefined, old: Binding): Binding | undefined {
  if (!same || same.length < 2 || !old.rows) return same?.shift()
  const rows = new Set(old.rows)
  const common = same.slice(0, 50).map((one) => (one.rows ?? []).filter((row) => rows.has(row)).length)
  return same.splice(common.indexOf(Math.max(...common)), 1)[0]
}

function isIterated({ name, rows }: Binding, { iterated }: BothSides): boolean {
  if (rows === undefined) return false
  return name === 'each' || name === 'case' || name.startsWith('case of ') || iterated.has(name)
}

function isAskedFor({ name }: Binding, { asked }: BothSides): boolean {
  return asked.has(name)
}

function rowsGone(old: Binding, now: Binding): readonly string[] {
  const left = new Set(now.rows)
  return (old.rows ?? []).filter((row) => !left.has(row))
}

function valueChanged(old: Binding, now: Binding, { path, test }: BothSides): ChangedExpectation[] {
  const [was, is] = [literalsGone(old, now), literalsGone(now, old)]
  if (was.length === 0) return []
  const reported = (values: readonly string[]) =>
    `${old.name} = ${values.slice(0, 4).join(', ')}`.slice(0, 160)
  return [
    {
      path,
      line: now.line,
      test: test.slice(0, 120),
      before: reported(was),
      after: is.length > 0 ? reported(is) : '',
    },
  ]
}

/** Whole rows are compared first: what only moved is not another value. */
function literalsGone(these: Binding, those: Binding): readonly string[] {
  if (these.rows && those.rows) {
    const left = new Set(those.rows)
    const gone = these.rows.filter((row) => !left.has(row))
    // Of annotations and of tables in a text, only the rows are known.
    if (gone.length === 0 || these.rows.length > those.rows.length || these.literals.length === 0) return gone
  }
  const counts = new Map<string, number>()
  for (const one of those.literals) counts.set(one, (counts.get(one) ?? 0) + 1)
  return these.literals.filter((one) => {
    const count = counts.get(one) ?? 0
    counts.set(one, count - 1)
    return count <= 0
  })
}

const SLICE =
  /^(?:\.(?:iter|into_iter|stream|values|to_a)\(?\)?)*(?:\[\d*:-?\d*\]|\.(?:slice|take|first|Take|limit|filter|drop|head|splice|Skip|take_while|sample|last|tail|skip)\([\s\S]*\)|\[(?:-?\d+)?\.{2,3}(?:=?-?\d+)?\])/

function isSliceOf(now: string, whole: string): boolean {
  if (now.startsWith(whole)) return SLICE.test(now.slice(whole.length))
  const called =
    /^(?:array_slice|itertools\.islice|islice|random\.sample|Arrays\.copyOf\w*|filter)\((.*)/.exec(now)?.[1]
  return called?.startsWith(`${whole},`) ?? false
}

/** `CASES[:1]`: the same cases, but only some of them. */
function slicesOf({ before, after, path, test }: BothSides): WeakenedTest[] {
  const known = new Set(before.iterables)
  const given = reassigned(before, after)
  return [...after.iterables, ...given].flatMap((now): WeakenedTest[] => {
    if (known.has(now)) return []
    const whole = before.iterables.find((one) => isSliceOf(now, one) || isShorter(now, one))
    const isEmptied =
      whole === undefined && /^(?:\[\]|\(\)|\{\}|list\(\)|set\(\))$/.test(now) && before.iterables.length > 0
    if (whole === undefined && !isEmptied) return []
    return [
      {
        path,
        line: after.line,
        what: 'cases-removed',
        detail: `${test}: ${now} instead of ${whole ?? before.iterables[0]}`.slice(0, 200),
      },
    ]
  })
}

/** `cases = cases[:1]`, before the loop over them; and what goes through `nil` instead. */
function reassigned(before: Body, after: Body): readonly string[] {
  const known = new Set(before.bindings.map(({ name, value }) => `${name}\n${value}`))
  const fresh = after.bindings.filter((one) => !known.has(`${one.name}\n${one.value}`))
  return fresh.flatMap(({ name, value }) => {
    if (value === undefined || !before.iterables.includes(name)) return []
    return isSliceOf(value, name) ? [value] : /^(?:nil|null|\[\]|\{\})$/.test(value) ? [`${name}[:0]`] : []
  })
}

/** The same loop over fewer numbers. */
function isShorter(now: string, before: string): boolean {
  const [was, is] = [timesOf(before), timesOf(now)]
  return (
    was !== undefined &&
    is !== undefined &&
    is < was &&
    now.replace(/\d+/g, '') === before.replace(/\d+/g, '')
  )
}
