import { startEmbeddedGitHub } from '../../packages/embedded-github/src/embedded-github.ts'

/** A server in a process of its own: prints its address and a token, and runs until it is killed. */
const [, , dataDir = '', directory = ''] = process.argv
const github = await startEmbeddedGitHub({ dataDir })
const { token } = await github.admin.createUser('acme')
await github.admin.createRepository({ owner: 'acme', name: 'payments', source: { directory } })
console.log(JSON.stringify({ url: github.url, token }))
