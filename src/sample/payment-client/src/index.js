export { createPaymentClient } from './client.js'
export { DeclinedError, GatewayError, TimeoutError } from './errors.js'
