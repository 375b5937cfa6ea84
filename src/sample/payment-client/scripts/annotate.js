/** Prints an error that the page of the checks shows. Values are escaped as workflow commands want it. */
export function annotate({ title, file, line }, message) {
  const properties = Object.entries({ file, line, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`)
  console.log(`::error ${properties.join(',')}::${escaped(message)}`)
}

function escaped(value) {
  return String(value).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
