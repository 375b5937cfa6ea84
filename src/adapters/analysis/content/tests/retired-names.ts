import type { ProductChange } from '../defeats/find-defeated-tests.ts'

const DEFINES =
  /\b(?:function\*?|class|def|func(?:[ \t]*\([^)\n]{0,100}\))?|fn|const|let|var|type|interface|struct|enum|trait|module|void|int|bool|string|String|boolean|static|public)[ \t]+(\w{3,100})[ \t]*[(=:{<]/g
/** `public static Foo bar(`, which no keyword announces. */
const METHODS = /^[ \t]+(?:[\w<>[\]?,@.]+[ \t]+){1,6}(\w{3,100})[ \t]*\(/gm
const MAX_TEXT = 500_000

/** Names that the changed files of the product defined on the base, and that none of them says any more. */
export function retiredNames(products: readonly ProductChange[]): ReadonlySet<string> {
  const still = new Set(products.flatMap(({ after }) => after?.slice(0, MAX_TEXT).match(/\w+/g) ?? []))
  const defined = products.flatMap(({ before }) =>
    [DEFINES, METHODS].flatMap((pattern) =>
      [...(before?.slice(0, MAX_TEXT) ?? '').matchAll(pattern)].map(([, name]) => name ?? ''),
    ),
  )
  return new Set(defined.filter((name) => !still.has(name)))
}
