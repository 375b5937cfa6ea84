import type { GitPerson } from '../../git/bare-repository.ts'
import { nodeId } from '../../ids.ts'
import type { Repository } from '../../model.ts'
import { readChecks } from '../../rest/needs.ts'
import { isSigned, SIGNATURE } from '../../serializers/commit.ts'
import { checkSuiteView, rollupView } from './check-view.ts'
import { connection, type PageArguments, requireAccess, type View } from './view.ts'

/** A commit by its id; everything but the id is read from git when asked for. */
export function commitView(view: View, repository: Repository, oid: string) {
  const { github } = view
  const commit = async () => {
    const found = await github.git(repository).commit(oid)
    if (found === undefined) throw new Error(`no commit ${oid}`)
    return found
  }
  const path = `/${repository.owner}/${repository.name}/commit/${oid}`
  return {
    __typename: 'Commit',
    id: nodeId('Commit', repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    url: github.url + path,
    commitUrl: github.url + path,
    resourcePath: path,
    message: async () => (await commit()).message,
    authors: async (args: PageArguments) => connection([(await commit()).author], args, person),
    messageBody: async () => (await commit()).message.split('\n').slice(1).join('\n').trim(),
    messageHeadline: async () => (await commit()).message.split('\n')[0],
    committedDate: async () => (await commit()).committer.date,
    authoredDate: async () => (await commit()).author.date,
    author: async () => person((await commit()).author),
    committer: async () => person((await commit()).committer),
    signature: async () => (isSigned(repository, { oid }) ? signature((await commit()).committer) : null),
    tree: async () => ({
      __typename: 'Tree',
      oid: (await commit()).tree,
      id: nodeId('Tree', repository.id, (await commit()).tree),
    }),
    parents: async (args: PageArguments) =>
      connection((await commit()).parents, args, (parent) => commitView(view, repository, parent)),
    repository: () => view.objects.repositoryView(view, repository),
    statusCheckRollup: () => rollupView(view, repository, oid),
    checkSuites: (args: PageArguments) => {
      requireAccess(view, repository, readChecks)
      const suites = repository.checkSuites.filter((suite) => suite.headSha === oid)
      return connection(suites, args, (suite) => checkSuiteView(view, repository, suite))
    },
  }
}

function signature({ email, date }: GitPerson) {
  return {
    __typename: 'GpgSignature',
    email,
    isValid: true,
    keyId: null,
    payload: '',
    signature: SIGNATURE,
    signer: null,
    state: 'VALID',
    verifiedAt: date,
    wasSignedByGitHub: true,
  }
}

function person({ name, email, date }: { name: string; email: string; date: string }) {
  return { name, email, date, user: null }
}
