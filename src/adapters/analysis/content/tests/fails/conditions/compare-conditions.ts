import { literalsOf } from '../../assertions/bindings.ts'
import type { Difference } from '../../compare/compare-bodies.ts'
import { isWider } from '../../looser/is-wider.ts'
import type { Assertion } from '../../test-file.ts'
import { together, type Ways, waysOf } from './condition.ts'
import { isWeaker, strengthOfWays } from './weaker-condition.ts'

/** `if got != want { t.Errorf(…) }`: what it asks for is said by the condition on which it fails. */
function isConditional({ verb }: Assertion): boolean {
  return /^(?:if|unless) /.test(verb)
}

interface ConditionComparison {
  readonly differences: readonly Difference[]
  /** What is answered for, and needs no other comparison. */
  readonly known: ReadonlySet<Assertion>
}

/** The failures of before against those of now about the same things: fewer of them ask for less. */
export function compareConditions(
  lost: readonly Assertion[],
  { gained, all }: { gained: readonly Assertion[]; all: readonly Assertion[] },
): ConditionComparison {
  const others = all.filter(isConditional).slice(0, 200)
  const fresh = new Set(gained)
  const differences: Difference[] = []
  const known = new Set<Assertion>()
  for (const one of lost.filter(isConditional).slice(0, 100)) {
    const words = wordsOf(one)
    const like = others.filter((other) => isLike(words, wordsOf(other)) || neverFails(other))
    const [was, is] = [failing(one), union(like.map(failing))]
    const instead = like.find((other) => fresh.has(other))
    if (!instead || !was || !is) continue
    const reported = {
      line: instead.line,
      before: conditionOf(one),
      after: like.slice(0, 2).map(conditionOf).join(', '),
    }
    if (isWider(one, instead) || isWeaker(is, was) || strengthOfWays(is) < strengthOfWays(was))
      differences.push({ what: 'weakened', ...reported })
    else if (losesValue(one, like)) differences.push({ what: 'changed', ...reported })
    known.add(one)
  }
  return { differences, known }
}

function failing({ verb, args, guards }: Assertion): Ways | undefined {
  let ways = waysOf(args[0] ?? '', verb.startsWith('unless'))
  for (const guard of guards) {
    const [, word, condition] = /^(if|unless) (.*)$/s.exec(guard) ?? []
    const own = condition === undefined ? undefined : waysOf(condition, word === 'unless')
    ways = ways && own ? together(ways, own) : ways
  }
  return ways
}

const neverFails = (one: Assertion) => failing(one)?.length === 0

/** Another value is written out now. */
function losesValue(one: Assertion, others: readonly Assertion[]): boolean {
  const left = new Set(others.flatMap(({ args }) => literalsOf(args[0] ?? '')))
  return literalsOf(one.args[0] ?? '').some((value) => !left.has(value))
}

function union(all: readonly (Ways | undefined)[]): Ways | undefined {
  return all.includes(undefined) ? undefined : all.flatMap((one) => one ?? [])
}

const IGNORED = /^(?:len|true|false|nil|null|err|not|and|or|math|reflect|t)$/

function wordsOf({ args }: Assertion): ReadonlySet<string> {
  const text = (args[0] ?? '').replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  return new Set((text.match(/[A-Za-z_$@][\w$]*/g) ?? []).filter((word) => !IGNORED.test(word)))
}

/** Half of the names that the shorter one says. */
function isLike(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  const common = [...words].filter((word) => others.has(word)).length
  return common > 0 && common * 2 >= Math.min(words.size, others.size)
}

const conditionOf = ({ verb, args }: Assertion) => `fails ${verb.split(' ')[0]} ${args[0]}`.slice(0, 160)
