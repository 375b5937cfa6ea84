import { isOwnName } from '@speculate-dev/system'

/**
 * The browser says itself which page sent a form (Fetch standard, `Origin`). The name has to be of this machine, or somebody's own name
 * could be made to lead here.
 */
export function isOwnPage(host: string | undefined, origin: string | undefined): boolean {
  return isOwnName(host) && origin === `http://${host}`
}
