/**
 * Foreign text without words that a machine obeys wherever it finds them. A code span keeps GitHub from linking them, but a squash
 * commit takes a pull request's description over as it is, and there they count again. They are broken by look-alike characters, so
 * that people still read the same.
 */
export function neutralDirectives(text: string): string {
  return text
    .replace(SKIP, (_, words: string) => `(${words})`)
    .replace(/\*\*\*\s?(NO_CI)\s?\*\*\*/gi, '$1')
    .replace(TRAILER, '$1$2꞉')
    .replace(
      CLOSING,
      (_, keyword: string, between: string, target: string) => keyword + between + broken(target),
    )
    .replace(COMMAND, '$1⁄')
}

/** `[skip ci]`, `[ci skip]`, `[no ci]`, `[skip actions]`, `[actions skip]` of GitHub; `[skip netlify]`, `[ci-skip]` and the like of others. */
const SKIP =
  /\[([ \t]{0,3}(?:(?:[a-z]{1,20}[ _-])?skip(?:[ _-][a-z]{1,20})?|no[ _-](?:ci|build))[ \t]{0,3})\]/gi

/** Lines at the end of a commit message that git, GitHub and other tools read: `skip-checks: true`, `Co-authored-by: …`. */
const TRAILER =
  /^([ \t>*-]{0,10})((?:skip|request)-checks|[a-z]{1,20}(?:-[a-z]{1,20}){0,3}-by|change-id|reviewed-on|cc|(?:git-)?svn-id|build|merge-request|release-as|breaking[ -]change)[ \t]{0,3}:/gim

/** docs.github.com, "Linking a pull request to an issue": the keywords, also with a colon, before an issue of any repository. */
const CLOSING =
  /\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?|implement(?:s|ed)?)(:?\s{1,5})((?:[\w.-]{1,100}\/[\w.-]{1,100})?#(?=\d)|gh-(?=\d)|https?:\/\/)/gi

function broken(target: string): string {
  return target.replace('#', '＃').replace(/-$/, '‑').replace('://', ':⁄⁄')
}

/** `/speculate …` and the commands of other bots, which begin a line. A path goes on with another slash. */
const COMMAND = /^([ \t>]{0,10})\/(?=[a-z][a-z-]{1,40}(?:[ \t]|$))/gim
