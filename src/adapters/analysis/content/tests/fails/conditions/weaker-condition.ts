import { comparisonOf, type Ways } from './condition.ts'

/** Fails only where the other one did, and not everywhere there. */
export function isWeaker(now: Ways, old: Ways): boolean {
  return implies(now, old) && !implies(old, now)
}

function implies(one: Ways, other: Ways): boolean {
  return one.every((way) => other.some((wide) => [...wide].every((part) => follows(part, way))))
}

function follows(part: string, from: ReadonlySet<string>): boolean {
  return from.has(part) || [...from].some((one) => entails(one, part))
}

/** `a > b` entails `a != b`, and `a > 5` that `a > 3`. */
function entails(one: string, other: string): boolean {
  const [a, b] = [ordered(one), ordered(other)]
  if (!a || !b) return false
  const isSwapped = a.left === b.right && a.right === b.left
  if (/^!==?$/.test(b.operator))
    return (
      (/^(?:[<>]|!==?)$/.test(a.operator) && ((a.left === b.left && a.right === b.right) || isSwapped)) ||
      false
    )
  if (a.left !== b.left) return false
  if (a.right === b.right) return a.operator === b.operator.replace('=', '') && /^[<>]/.test(a.operator)
  const [more, less] = [numberOf(a.right), numberOf(b.right)]
  if (Number.isNaN(more) || Number.isNaN(less)) return false
  if (/^>/.test(a.operator) && /^>/.test(b.operator)) return more >= less
  return /^</.test(a.operator) && /^</.test(b.operator) && more <= less
}

/** What is constant stands on the right. */
function ordered(text: string) {
  const found = comparisonOf(text)
  if (!found || Number.isNaN(numberOf(found.left))) return found
  const turned = found.operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'))
  return { left: found.right, operator: turned, right: found.left }
}

function numberOf(text: string): number {
  return /^-?\d/.test(text) ? Number(text.replaceAll('_', '').replace(/[fFdDlLuU]+$/, '')) : Number.NaN
}

/** How much is asked for by what fails on these ways, as `Strength` has it. */
export function strengthOfWays(ways: Ways): number {
  return Math.max(0, ...ways.map((way) => Math.min(3, ...[...way].map(ofPart))))
}

const NOTHING = /^(?:nil|null|NULL|None|nullptr|undefined|0|""|'')$/

function ofPart(text: string): number {
  const { left = '', operator, right = '' } = comparisonOf(text) ?? {}
  if (operator === undefined) return ofCall(text)
  const isOfNothing = NOTHING.test(right) || NOTHING.test(left)
  if (/^!==?$/.test(operator)) return isOfNothing && /\berr\w*$/i.test(left) ? 1 : 3
  if (/^={2,3}$/.test(operator)) return isOfNothing ? 1 : 2
  return 2
}

function ofCall(text: string): number {
  if (!text.startsWith('!')) return /\(/.test(text) ? 2 : 1
  if (/(?:[eE]quals?\w*|\bIs|[sS]ame|strcmp|eql\??|\beq)\(/.test(text)) return 3
  return /(?:[cC]ontains\w*|Has[A-Z]\w*|[mM]atch\w*|include\w*|starts_?[wW]ith|ends_?[wW]ith|str\w+)\??\(/.test(
    text,
  )
    ? 2
    : 1
}
