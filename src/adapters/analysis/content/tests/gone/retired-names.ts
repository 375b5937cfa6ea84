import type { ProductChange } from '../../defeats/find-defeated-tests.ts'

/** What a variable within a function is called is nobody's business but its own: of those, only what stands at the margin counts. */
const DEFINES = [
  /\b(?:function\*?|class|def|func(?:[ \t]*\([^)\n]{0,100}\))?|fn|type|interface|struct|enum|trait|module)[ \t]+(\w{3,100})[ \t]*[(=:{<]/g,
  /\b(?:void|int|bool|string|String|boolean)[ \t]+(\w{3,100})[ \t]*\(/g,
  /\b(?:static|public)[ \t]+(\w{3,100})[ \t]*[(=:{<]/g,
  /^(?:export[ \t]+)?(?:const|let|var)[ \t]+(\w{3,100})[ \t]*[=:]/gm,
  // A class whose line ends with its name, as those of Ruby, or that goes on with what it extends.
  /^[ \t]*(?:\w+[ \t]+){0,4}(?:class|interface|trait|module|struct|enum)[ \t]+(\w{3,100})/gm,
  // Ruby asks for no brackets.
  /^[ \t]*def[ \t]+(?:self\.)?(\w{3,100})[?!=]?[ \t]*$/gm,
  /\battr_(?:reader|writer|accessor)[ \t]+:(\w{3,100})/g,
  // `public static Foo bar(`, which no keyword announces.
  /^[ \t]+(?:[\w<>[\]?,@.]+[ \t]+){1,6}(\w{3,100})[ \t]*\(/gm,
]
/** What is imported and never used stays behind where the language does not mind. */
const IMPORTS = /^[ \t]*(?:use|import)[ \t]+(?:static[ \t]+)?[\w\\.]{1,200};[ \t]*$/gm
const MAX_TEXT = 500_000
/** So much of what follows a name is what it is the name of. */
const BODY = 120
const MIN_BODY = 12

/**
 * Names that the changed files of the product defined on the base, and that none of them says any more. What is only called by another
 * name now is not gone.
 */
export function retiredNames(products: readonly ProductChange[]): ReadonlySet<string> {
  const texts = products.map(({ after }) => after?.slice(0, MAX_TEXT) ?? '')
  const still = new Set(texts.flatMap((text) => text.replace(IMPORTS, '').match(/\w+/g) ?? []))
  const now = texts.map(plain).join('\n')
  const retired = new Set<string>()
  for (const { before } of products) {
    const text = before?.slice(0, MAX_TEXT) ?? ''
    for (const { 0: found, 1: name = '', index } of DEFINES.flatMap((one) => [...text.matchAll(one)])) {
      if (still.has(name) || retired.has(name) || CALLED.test(found)) continue
      const at = index + found.lastIndexOf(name) + name.length
      const body = plain(text.slice(at, at + BODY))
      if (body.length < MIN_BODY || !now.includes(body)) retired.add(name)
    }
  }
  return retired
}

/** What stands behind one of these words is called there, and not defined. */
const CALLED =
  /\b(?:return|await|throw|new|yield|else|elif|elsif|typeof|case|raise|not|and|or|in|if|unless|while|when|assert|delete|go|defer|echo|print)[ \t]+\w+[ \t]*\($/

const plain = (text: string) => text.replace(/\s+/g, '')
