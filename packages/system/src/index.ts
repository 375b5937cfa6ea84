export { prepareGitStarter } from './ask-git-starter.ts'
export { type Clock, systemClock } from './clock.ts'
export { type HeldLock, holdLock } from './hold-lock.ts'
export { isGitName } from './is-git-name.ts'
export { isOwnName } from './is-own-name.ts'
export { isSameSecret } from './is-same-secret.ts'
export { createLimiter, type Limiter } from './limiter.ts'
export { messageOf } from './message-of.ts'
export { pause } from './pause.ts'
export { readBody } from './read-body.ts'
export { retry } from './retry.ts'
export {
  type GitCommand,
  type GitSetting,
  type GitSurroundings,
  gitEnvironment,
  runGit,
} from './run-git.ts'
export type { GitEnd } from './start-git.ts'
export { withLock } from './with-lock.ts'
export { within } from './within.ts'
export { withoutUndefined } from './without-undefined.ts'
