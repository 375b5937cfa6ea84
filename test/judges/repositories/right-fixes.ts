import type { PatchOn } from '../judge-patch.ts'

type Change = NonNullable<PatchOn['change']>

const replaced = (from: string, to: string) => (text: string) => text.replace(from, to)

/** The right fix of each repository, which everything else is put beside. */
export const FIXES: Readonly<Record<string, Change>> = {
  vt: { 'src/price.ts': replaced('i = 1', 'i = 0') },
  jest: { 'src/cart.js': replaced('.length - 1', '.length') },
  py: { 'src/bank/account.py': replaced('self.balance = amount', 'self.balance += amount') },
  go: {
    'stack.go': replaced(
      's.items[0]\n\ts.items = s.items[1:]',
      's.items[len(s.items)-1]\n\ts.items = s.items[:len(s.items)-1]',
    ),
  },
  rust: { 'src/lib.rs': replaced('m / 61', 'm / 60') },
  java: { 'src/main/java/org/lamp/Lamp.java': replaced('return watts + 1', 'return watts') },
  c: { 'src/sum.c': replaced('i = 1', 'i = 0') },
  rb: { 'lib/tea.rb': replaced('@cups = n\n', '@cups += n\n') },
  php: { 'src/Coin.php': replaced('$a - $b', '$a + $b') },
}
