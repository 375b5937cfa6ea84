/** The gateway answered, and the answer was no. */
export class DeclinedError extends Error {
  name = 'DeclinedError'

  constructor(message, status) {
    super(message)
    this.status = status
  }
}

/** The gateway could not answer, also not after trying again. */
export class GatewayError extends Error {
  name = 'GatewayError'

  constructor(message, status) {
    super(message)
    this.status = status
  }
}

/** No answer in time: whether the gateway acted on the request is unknown. */
export class TimeoutError extends Error {
  name = 'TimeoutError'
}
