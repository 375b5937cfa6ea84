/** Commands of formulas that show nothing, or in a colour or size that nobody sees; with what stands in their braces. */
const UNSEEN =
  /\\(?:[hv]?phantom|(?:text)?color|colorbox|fcolorbox|href|url|label|tag|class|cssId|style|data|tooltip|texttip|mathtip|newcommand|renewcommand|def|let|require|begingroup|rlap|llap|smash|hspace|kern|tiny|scriptscriptstyle|unicode|bbox|mmlToken|toggle|hidewidth)\b\*?(?:\s{0,4}\[[^\]\n]{0,200}\])?(?:\s{0,4}\{[^{}]{0,2000}\}){0,3}/g

/** An inline formula, as GitHub recognises it: no blank just inside its signs. */
const IN_LINE = /\$(?=[^\s$])([^$\n]{0,2000}[^\s$])\$(?!\d)/g
const BLOCK = /\$\$([^$]{0,5000})\$\$/g

/** Text with its formulas without what they hide. */
export function withoutUnseenMath(text: string): string {
  if (!text.includes('$')) return text
  return text.replace(BLOCK, (all) => formula(all)).replace(IN_LINE, (all) => formula(all))
}

/** The source of one formula. */
export function formula(source: string): string {
  return source.replace(UNSEEN, '').replace(/(?<!\\)%[^\n$]*/g, '')
}
