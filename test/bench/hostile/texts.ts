/** What hostile people, agents and jobs say, each as long as the server takes it. */

const filled = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

/** GitHub takes no longer ones. */
const COMMENT = 65_536

const OF_ISSUES = ['<!--', '&lt;', '[a](', '$', '`', '<div>\n', '|a|\n', '> - ', '*a', '\\(', 'a@b.c ', '![']
export const issueTexts = OF_ISSUES.map((piece) => filled(piece, COMMENT))

const OF_SECRETS = ['&#97;', '\\u0061', '://a:', 'ghp_', 'QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\n', 'sk-a1']
export const commentTexts = OF_SECRETS.map((piece) => filled(piece, COMMENT))

/** What a job prints: totals in every line, ends of lines, failed tests, and pieces of packed output. */
export const jobLogs = ['x 1 test\n', '\n', 'not ok 1 - a\n', 'speculate-proof r1 1 A\n'].map((piece) =>
  filled(piece, 16_000_000),
)

/** What tests print, as much of it as is kept. */
export const testOutputs = ['ok 1 - a\n', '# Subtest: a\n', 'not ok 1 - a\n'].map((piece) =>
  filled(piece, 8_000_000),
)

/** What agents ask a model, near the limit of a request. */
export const modelRequests = [
  [{ role: 'user', content: filled('a"\\\n', 9_000_000) }],
  Array.from({ length: 30_000 }, () => ({ role: 'user', content: [{ type: 'text', text: 'a' }] })),
  [{ role: 'user', content: Array.from({ length: 45_000 }, () => ({ type: 'text', text: 'a' })) }],
].map((messages) => JSON.stringify({ model: 'm', messages }))
