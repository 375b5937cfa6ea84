import { TUPLE } from '../looser/always-holds.ts'
import type { Assertion } from '../test-file.ts'

/** As people read it. */
export function assertionText({ verb, args }: Assertion): string {
  const [first = '', ...more] = args
  if (/^[^\w]+$|^(?:in|is|not in|is not)$/.test(verb))
    return `${first} ${verb} ${more.join(', ')}`.slice(0, 160)
  if (verb === TUPLE) return `assert ${first}, a tuple, which always holds`.slice(0, 160)
  return `${verb}(${args.filter((one) => one !== '').join(', ')})`.slice(0, 160)
}
