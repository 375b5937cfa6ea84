import type { FileClass } from '../../../../domain/judgement/measures.ts'

/** What was found, and where. */
export interface Suspect {
  /** As secretlint names the kind: `AWSAccountID`, `MongoDBConnection`, `BasicAuth`, `PrivateKey` … */
  readonly kind: string
  readonly value: string
  readonly class: FileClass | undefined
}

/**
 * Whether everybody knows it: the examples of vendors' documentation, a password that is the word "password", a host that nobody can
 * reach. A private key among tests and their data opens nothing: nothing that an agent can reach holds a real one, and a test of
 * certificates needs one.
 */
export function isPlaceholder({ kind, value, class: fileClass }: Suspect): boolean {
  if (/account.?id/i.test(kind))
    return DOCUMENTED_ACCOUNTS.some((id) => value.replaceAll('-', '').includes(id))
  if (/private.?key/i.test(kind)) return fileClass === 'test' || fileClass === 'fixture'
  if (isDocumented(value)) return true
  const login = /:\/\/([^\s/:@]*):([^\s@]*)@([^\s/?#"'`]+)/.exec(value)
  if (!login) return /EXAMPLE/.test(value)
  const [, , password = '', hosts = ''] = login
  return COMMON_WORDS.test(password) || hosts.split(',').every((host) => UNREACHABLE.test(host))
}

/** A password that everybody has used. */
export function isCommonWord(value: string): boolean {
  return COMMON_WORDS.test(value)
}

/** Tokens that vendors print in their documentation, and what is nothing but one sign again and again. */
function isDocumented(value: string): boolean {
  return (
    DOCUMENTED.some((one) => value.includes(one)) || /(?:^|[-_./=:"'])([xX0*.])\1{9,}(?:["']|$)/.test(value)
  )
}

/** Stripe, GitHub, SendGrid, Slack and jwt.io, as their pages show them; cut so that no scanner takes this file for a leak. */
const DOCUMENTED = [
  ['4eC39HqLyjWDarjt', 'T1zdp7dc'],
  ['BQokikJOvBiI2HlW', 'gH4olfQ2'],
  ['TYooMQauvdEDq54N', 'iTphI7jx'],
  ['16C7e42F292c6912E7710c83', '8347Ae178B4a'],
  ['ngeVfQFYQlKU0ufo8x5d1A.', 'TwL2iGABf9DHoTf'],
  ['T00000000/B00000000/', 'XXXXXXXXXXXXXXXXXXXXXXXX'],
  ['SflKxwRJSMeKKF2QT4fw', 'pMeJf36POk6yJV_adQssw5c'],
  ['IOSFODNN7', 'EXAMPLE'],
].map((parts) => parts.join(''))

/** docs.aws.amazon.com uses these in its examples; 000000000000 is what LocalStack answers. */
const DOCUMENTED_ACCOUNTS = [
  '123456789012',
  '000000000000',
  '111122223333',
  '444455556666',
  '012345678901',
  '111111111111',
  '222222222222',
  '777788889999',
  '210987654321',
  '999999999999',
]

/** What stands for a password in documentation, compose files and tests; also a variable in its place. */
const COMMON_WORDS =
  /^(?:pass(?:word|wd)?\d{0,4}|pw|pwd|secret|example|changeme|test(?:ing)?|guest|root|admin|user(?:name)?|postgres|mysql|mongo|redis|rabbitmq|speculate|foo|bar|baz|foobar|dummy|fake|my[-_]?(?:pass|password|secret)|your[-_].{0,40}|\*+|x+|\.+|<[^>]{0,60}>|\[[^\]]{0,60}\]|\{.{0,60}\}|\$\{?\w{1,60}\}?|%\w{1,60}%?)$/i

/** RFC 2606 and RFC 6761: names that never lead anywhere, and the machine itself. */
const UNREACHABLE =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|(?:[\w-]+\.)*example(?:\.(?:com|org|net|edu))?|(?:[\w-]+\.)+(?:test|invalid|localhost))(?::\d+)?$/i
