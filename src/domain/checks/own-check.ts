import { sha256 } from '../sha256.ts'

/** The check run in which a run shows itself on each candidate. Whoever reports under this name, it proves nothing. */
export const OWN_CHECK = 'speculate'

/** The check run in which a commit is told what is wrong with the settings that it brings. It is about no candidate. */
export const SETTINGS_CHECK = 'speculate settings'

/** What only the App itself reports: it waits for the verdict, or is not there at all, and can be waited for by no candidate. */
export function isOwnCheckName(name: string): boolean {
  return name === OWN_CHECK || name === SETTINGS_CHECK
}

/** Our own check run on the head of a pull request, as the forge shows it. */
export interface OwnCheck {
  /** Of the forge; absent in the look that has made it. */
  readonly id?: string | undefined
  /** `checkRunKey` of what it says. */
  readonly key: string
  readonly isCompleted: boolean
}

/** As people see them on the page of the check: at most three, with at most 20 characters, and 40 in the description. */
export interface CheckButton {
  readonly button: 'promote' | 'verify' | 'cancel'
  readonly label: string
  readonly description: string
}

/** Plain text, at a line of the candidate's version of the file. */
export interface CheckAnnotation {
  readonly path: string
  readonly line: number
  readonly title: string
  readonly message: string
}

export interface CheckRunText {
  /** How it ended; without it, it is in progress. */
  readonly conclusion: 'success' | 'neutral' | 'failure' | undefined
  /** Plain text. */
  readonly title: string
  /** Markdown, like `text`. */
  readonly summary: string
  readonly text: string
  readonly annotations: readonly CheckAnnotation[]
  readonly buttons: readonly CheckButton[]
}

/** One as it is to be on a commit. */
export interface WantedCheckRun extends CheckRunText {
  /** `OWN_CHECK` where it is not given. */
  readonly name?: string | undefined
  readonly head: string
  readonly key: string
  /** What is there already, as far as it was seen. */
  readonly existing: OwnCheck | undefined
  /** Where there is more to read. */
  readonly url?: string | undefined
}

/** What one says, by which it is seen whether it has to be written: the candidate's branch, and a hash. */
export function checkRunKey(branch: string, text: CheckRunText): string {
  return `${branch} ${sha256(JSON.stringify(text)).slice(0, 12)}`
}

/** The branch that a key begins with. */
export function branchOfKey(key: string): string {
  return key.split(' ', 1)[0] ?? ''
}

/** Stands in keys for the branch where a pull request is none of a candidate: no branch of one is called so. */
const ORDINARY = 'ordinary'

export function ordinaryKey(text: CheckRunText): string {
  return checkRunKey(ORDINARY, text)
}

/** Whether it says that its pull request is none of a candidate. */
export function saysOrdinary({ key }: OwnCheck): boolean {
  return branchOfKey(key) === ORDINARY
}
