import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { APP, commitFile, type Person } from './people.ts'

/** What somebody may do at any moment. */
export const ACTS = [
  'push to a candidate',
  'push to what is ready',
  'push to the base',
  'close a draft',
  'reopen a draft',
  'make a draft ready',
  'make a ready one a draft',
  'merge what is ready',
  'remove the label',
  'add the label',
  'edit a comment of ours',
  'delete a comment of ours',
  'delete a branch',
  'write a command',
  'write something',
  'change protection',
  'close the issue',
  'reopen the issue',
  'edit the issue',
  'run checks again',
  'label a draft',
  'open a pull request',
] as const
export type Act = (typeof ACTS)[number]

interface Acting {
  readonly person: Person
  readonly issue: number
  readonly pick: number
}

/** Undefined where there is nothing yet to do it to; throws where GitHub refuses it. */
export async function doAct(act: Act, acting: Acting): Promise<unknown> {
  const { person, issue } = acting
  switch (act) {
    case 'push to a candidate':
      return withOne(acting, openDrafts(person), ({ pull }) =>
        commitFile(person, { branch: pull.head.ref, path: 'src/more.js', text: `// ${acting.pick}\n` }),
      )
    case 'push to what is ready':
      return withOne(acting, ready(person), ({ pull }) =>
        commitFile(person, { branch: pull.head.ref, path: 'src/more.js', text: `// ${acting.pick}\n` }),
      )
    case 'push to the base':
      return commitFile(person, { branch: 'main', path: 'NOTES.md', text: `${acting.pick}\n` })
    case 'close a draft':
      return withOne(acting, openDrafts(person), ({ number }) =>
        setState(person, `/pulls/${number}`, 'closed'),
      )
    case 'reopen a draft':
      return withOne(acting, person.drafts().filter(isClosed), ({ number }) =>
        setState(person, `/pulls/${number}`, 'open'),
      )
    case 'make a draft ready':
    case 'make a ready one a draft':
      return changeDraftState(acting, act === 'make a draft ready')
    case 'merge what is ready':
      return withOne(acting, ready(person), ({ number }) => person.call('PUT', `/pulls/${number}/merge`, {}))
    case 'remove the label':
      return person.call('DELETE', `/issues/${issue}/labels/${TRIGGER_LABEL}`)
    case 'add the label':
      return person.call('POST', `/issues/${issue}/labels`, { labels: [TRIGGER_LABEL] })
    case 'label a draft':
      return withOne(acting, openDrafts(person), ({ number }) =>
        person.call('POST', `/issues/${number}/labels`, { labels: ['bug'] }),
      )
    case 'close the issue':
    case 'reopen the issue':
      return setState(person, `/issues/${issue}`, act === 'close the issue' ? 'closed' : 'open')
    case 'edit the issue':
      return person.call('PATCH', `/issues/${issue}`, { body: `It does, ${acting.pick} times.` })
    default:
      return doMore(act, acting)
  }
}

type Rest = Extract<
  Act,
  | 'edit a comment of ours'
  | 'delete a comment of ours'
  | 'delete a branch'
  | 'write a command'
  | 'write something'
  | 'change protection'
  | 'run checks again'
  | 'open a pull request'
>

async function doMore(act: Rest, acting: Acting): Promise<unknown> {
  const { person, issue, pick } = acting
  switch (act) {
    case 'edit a comment of ours':
      return withOne(acting, ourComments(person), ({ id }) =>
        person.call('PATCH', `/issues/comments/${id}`, { body: 'Nothing to see here.' }),
      )
    case 'delete a comment of ours':
      return withOne(acting, ourComments(person), ({ id }) => person.call('DELETE', `/issues/comments/${id}`))
    case 'delete a branch':
      return withOne(acting, person.drafts(), ({ pull }) =>
        person.call('DELETE', `/git/refs/heads/${pull.head.ref}`),
      )
    case 'write a command':
      return person.call('POST', `/issues/${issue}/comments`, { body: commandOf(acting) })
    case 'write something':
      return person.call('POST', `/issues/${issue}/comments`, { body: `What about ${pick}?` })
    case 'change protection':
      person.repository().protections.main = {
        checks: pick % 2 === 0 ? [] : [{ context: 'lint', integrationId: null }],
        strict: false,
      }
      return true
    case 'run checks again':
      return withOne(
        acting,
        person.repository().workflowRuns.filter(({ status }) => status === 'completed'),
        ({ id }) => person.call('POST', `/actions/runs/${id}/rerun`),
      )
    case 'open a pull request':
      return openPullRequest(acting)
    default:
      return act satisfies never
  }
}

function commandOf({ person, pick }: Acting): string {
  const own = person.repository().issues.filter(({ pull, author }) => pull && author !== APP)
  const named = own[pick % Math.max(1, own.length)]?.number ?? 1 + (pick % 5)
  return pick % 4 === 0 ? '/speculate nonsense' : `/speculate enter #${named}`
}

async function openPullRequest({ person, pick }: Acting): Promise<unknown> {
  const branch = `mine-${pick}`
  const { sha } = (await person.call('GET', '/commits/main')) as { sha: string }
  await person.call('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha })
  await commitFile(person, {
    branch,
    path: 'src/add.js',
    text: `export const add = (a, b) => a + b // ${pick}\n`,
  })
  return person.call('POST', '/pulls', { title: 'Mine', head: branch, base: 'main' })
}

function withOne<T>(
  { pick }: Acting,
  from: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<unknown> | undefined {
  const one = from[pick % Math.max(1, from.length)]
  return one === undefined ? undefined : act(one)
}

function openDrafts(person: Person) {
  return person.drafts().filter((one) => !isClosed(one))
}

function ready(person: Person) {
  return openDrafts(person).filter(({ pull }) => !pull.draft)
}

function isClosed({ state }: { readonly state: string }): boolean {
  return state === 'closed'
}

function ourComments(person: Person) {
  return person.repository().comments.filter(({ author }) => author === APP)
}

function setState(person: Person, path: string, state: 'open' | 'closed'): Promise<unknown> {
  return person.call('PATCH', path, { state })
}

function changeDraftState(acting: Acting, isReady: boolean): Promise<unknown> | undefined {
  const { person } = acting
  const name = isReady ? 'markPullRequestReadyForReview' : 'convertPullRequestToDraft'
  const found = openDrafts(person).filter(({ pull }) => pull.draft === isReady)
  return withOne(acting, found, async ({ number }) => {
    const { node_id } = (await person.call('GET', `/pulls/${number}`)) as { node_id: string }
    const query = `mutation($id: ID!) { ${name}(input: { pullRequestId: $id }) { clientMutationId } }`
    return person.graphql(query, { id: node_id })
  })
}
