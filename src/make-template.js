// What `npm ci` runs in the end (npm's script `dependencies`, which a package that is installed never runs): makes the database that every
// new one is a copy of. Without it the first ones take seconds longer, so nothing that goes wrong here, an older Node included, is a reason
// for the installation to fail.
try {
  const { prepareTemplate } = await import('./adapters/storage/database-template.ts')
  await prepareTemplate()
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  console.error(`speculate: no database was made in advance, so a first start takes longer: ${reason}`)
}
