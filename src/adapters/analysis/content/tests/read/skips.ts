/** What is said before a test or a group that keeps it from being run; an own pattern for each language. */
const HEAD_SKIPS: readonly (readonly [grammars: RegExp, pattern: RegExp])[] = [
  [
    /script|tsx/,
    /(?:^|[.\s])(?:x(?:it|test|specify|describe|context)|skip(?:If)?|runIf|todo|failing|fails|fixme)\b(?:\([^)]{0,200}\))?|\{[^}]{0,300}\b(?:skip|todo|ignore):(?!\s*false)[^,}]{1,200}/g,
  ],
  [
    /python/,
    /@(?:pytest\.mark\.(?:skip|skipif|xfail)\b|(?:unittest\.)?(?:skip(?:If|Unless)?|expectedFailure)\b)[^@]{0,300}/g,
  ],
  [
    /java$/,
    /@(?:[a-z]\w{0,40}\.){0,10}(?:Disabled\w*|Ignore|EnabledIf\w*|EnabledOn\w*|EnabledFor\w*)\b[^@]{0,200}|\benabled\s*=\s*false\b/g,
  ],
  [/rust/, /#\[(?:ignore\b|cfg_attr\([^\]]{0,200}\bignore\b|should_panic\b|cfg\((?!test\)))[^\]]{0,200}\]/g],
  [/c-sharp/, /\bSkip\s*=\s*[^\],]{1,100}|\bIgnore(?:Attribute)?\b[^\]]{0,100}|\bExplicit\b/g],
  [
    /ruby/,
    /(?:^|[.\s])(?:x(?:it|specify|example|scenario|describe|context|feature)|pending)\b|(?:^|[\s,]):?(?:skip|pending)\b:?(?!:?\s*false)[^,]{0,100}/g,
  ],
  [/php/, /->?(?:skip\w*|todo)\b|\.(?:skip\w*|todo)\b|@(?:group|requires|doesNotPerformAssertions)\b/g],
  [/cpp/, /\bDISABLED_\w+|\[[.!](?:hide|mayfail|shouldfail)?\]/g],
]

/** As written, so that a skip that was there before is none. */
export function skipsOfHead(grammar: string, head: string): string[] {
  const pattern = HEAD_SKIPS.find(([grammars]) => grammars.test(grammar))?.[1]
  return pattern ? [...head.matchAll(pattern)].map(([text]) => text.trim().slice(0, 200)) : []
}

export function isFocused(grammar: string, head: string): boolean {
  if (/script|tsx/.test(grammar))
    return /(?:^|\.)f(?:it|describe|context)\b|\.only\b|\{[^}]{0,300}\bonly:(?!\s*false)/.test(head)
  if (grammar === 'ruby')
    return /(?:^|\.)f(?:it|specify|example|scenario|describe|context|feature)\b|:focus\b|focus:\s*true/.test(
      head,
    )
  return grammar === 'php' && /\.only\b/.test(head)
}

/** Calls that skip the test they stand in. */
const SKIP_CALL =
  /^(?:org\.junit\.jupiter\.api\.|org\.junit\.)?(?:(?:t|b|tb|s|suite|this|ctx|context|test|it|self|pytest|unittest|Assert|Assume|Assumptions|Skip|\$this)\.)+(?:[Ss]kip\w*|todo|xfail|importorskip|Ignore|Inconclusive|markTest(?:Skipped|Incomplete)|expectNotToPerformAssertions|assum\w+|If\w*|Unless\w*)$|^(?:skip|pending|assum(?:e|ing)\w*|GTEST_SKIP|SKIP|importorskip|skip_if|skipTest)$/

export function isSkipCall(name: string): boolean {
  return SKIP_CALL.test(name)
}

const EXIT_CALL =
  /^(?:process\.(?:exit|kill|abort|reallyExit)|os\._exit|os\.abort|sys\.exit|System\.exit|Runtime\.getRuntime\.(?:halt|exit)|Environment\.(?:Exit|FailFast)|os\.Exit|std\.(?:process\.)?_?exit|std\.(?:quick_exit|_Exit)|std::(?:exit|_Exit|quick_exit)|(?:std::)?process::exit|process::exit|exit|exit!|_exit|_Exit|quick_exit|abort|Deno\.exit|Kernel\.exit!?|Process\.exit!?|quit|pytest\.exit|Bun\.exit)$/

export function isExitCall(name: string): boolean {
  return EXIT_CALL.test(name)
}

/** A condition about the machine and not about the test. */
export const ENVIRONMENT =
  /process\.(?:env|platform|arch|version)|os\.environ|getenv|os\.name\b|sys\.(?:platform|version)|platform\.|\bENV\[|\$_(?:ENV|SERVER)|runtime\.GO|os\.Getenv|os\.LookupEnv|env::var|cfg!|System\.get(?:env|Property)|Environment\.|RUBY_|PHP_|import\.meta\.env|testing\.Short/
