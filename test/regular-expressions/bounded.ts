/**
 * Expressions that take time with the square of what they are given, and may: what they are given is short, or nobody else's. By why, the
 * beginnings of their sources.
 */
export const BOUNDED: Readonly<Record<string, readonly string[]>> = {
  'a path of git, of 4,096 signs at most': [
    String.raw`(^|\/)(package(-lock)?\.json|`,
    String.raw`(^|\/)(?:\.yarnrc(?:\.yml)?|`,
  ],
  'a line of a log or of a report, cut at 2,000 signs': [
    String.raw`panicked at '(.*)', \S+`,
    String.raw`^\s*\d+\/\d+ Test +#\d+: (?<name>\S+)`,
    String.raw`^ {2}Failed (?<name>\S.*?) \[`,
    String.raw`^[\s\-=─_⎯━~^*]*$|^Traceback`,
    String.raw`^\s*(?:error: |message: |Error: {2,})(.*)$`,
    String.raw`^> \S+@\S* \S+$`,
  ],
  'a name of 100 signs at most': [String.raw`[\p{L}_$][\p{L}\p{N}_$]*$`],
  'looks no further than 1,000 signs': [String.raw`^ {0,3}\[[^\]\n]*\]:[ \t]{0,30}`],
  'a label, a version or a pattern of a workflow file, read on the machine of whoever runs it': [
    '^(?:self-hosted|linux|',
    String.raw`\[[^\]]+\]|\\.|.`,
    String.raw`-(?:\d|stable|beta|alpha|`,
  ],
  'what a program of this machine says of itself, or is called': [
    String.raw`(\d+\.\d+(?:\.\d+)?[\w.-]*)`,
    String.raw`\d[\d.]*$`,
    String.raw`\d+(?:\.\d+)+[\w.+-]*`,
    String.raw`(\d+)\ttotal\s*$`,
  ],
  'an address, a secret or a number of the operator or of ours': [
    String.raw`\/+$`,
    '=+$',
    String.raw`:\/\/[^/:]*:(.+)@`,
    String.raw`\B(?=(?:\d{3})+$)`,
    String.raw`<!--[\s\S]*?-->`,
  ],
  'the title of an issue that somebody tries on their own machine': [String.raw`\s+#+\s*$`],
  'an error of Node or of GitHub, in a sentence': ['draft.*not supported', '^(?:ECONNREFUSED|ENOTFOUND|'],
}
