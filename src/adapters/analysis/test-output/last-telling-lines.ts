/** What runners print at the end of any run, and pieces of what stands above. */
const NOISE: readonly RegExp[] = [
  /^[^\p{L}\p{N}]*$/u,
  /^\s*at \S/,
  /^\s*(?:#|ℹ) (?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms)\b/,
  /^(?:FAILED|FAIL|OK|PASS)(?: \([a-z ]+=.*\))?$/,
  /^(?:FAIL|ok)\t/,
  /^Ran \d+ tests? in/,
  /^exit status \d+$/,
  /^make(?:\[\d+\])?: (?:\*\*\* \[.*\] Error \d+|(?:Entering|Leaving) directory)/,
  /^(?:npm|pnpm) (?:error|ERR!)(?: (?:code|path|errno|syscall|command|workspace|location|Lifecycle|A complete log|Exit|Failed at|This is probably|Log files|\/).*)?$/i,
  /ELIFECYCLE|^error Command failed|^info Visit|^npm notice/,
  /^(?:Error: )?Process completed with exit code/,
  /^\s*(?:generatedMessage|code|actual|expected|operator|diff|stack|requireStack): /,
  /^(?:Test Suites|Tests|Snapshots|Time|Test Files|Start at|Duration|Ran all test suites)\b[: ]/i,
  /^\[(?:INFO|ERROR)\] *(?:$|-+$|\[Help|To see the full|Re-run Maven|For more information|BUILD|->)/,
  /^(?:\* (?:Try|Get more help)|> Run with|BUILD FAILED|FAILURE: Build failed)/,
  /^Node\.js v\d/,
  /^error: (?:could not compile|test failed, to rerun|aborting due to|Recipe)/i,
  /^note: run with|^For more information about this error/,
  /^rake aborted!$|^Command failed with status \(\d+\)|^Tasks: TOP => |^\(See full trace by running task with --trace\)$/,
  /^> \S+@\S* \S+$/,
  /^➤ YN0000: /,
  /^\$ yarn \S/,
]

/** The end of what was said, without what says nothing; at most two lines, the second only beside a short one. */
export function lastTellingLines(lines: readonly string[]): string | undefined {
  const telling = lines.filter((line) => !NOISE.some((pattern) => pattern.test(line)))
  const last = telling.at(-1)?.trim()
  if (last === undefined) return undefined
  const before = last.length < 30 || /^[a-z]/.test(last) ? telling.at(-2)?.trim() : undefined
  return before === undefined ? last : `${before} / ${last}`
}
