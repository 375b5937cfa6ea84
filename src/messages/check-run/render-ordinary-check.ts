import { type CheckRunText, OWN_CHECK } from '../../domain/checks/own-check.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

/** On a pull request that is none of a candidate, into a branch that requires the check of candidates. GitHub lets neutral ones pass. */
export function renderOrdinaryCheck(base: string): CheckRunText {
  return {
    conclusion: 'neutral',
    title: 'Not a candidate of Speculate: nothing to decide',
    summary: `${codeSpan(base, 100)} requires the check \`${OWN_CHECK}\`, and only candidates of a run are compared. This pull request is none, so the check says nothing about it and keeps nobody from merging it.`,
    text: '',
    annotations: [],
    buttons: [],
  }
}
