/** Names of headers and of parts of a query that carry what opens something. */
export const CREDENTIAL = /auth|token|cookie|key|secret|passw|credential|session|jwt|signature|^(?:x-amz-.*|sig|pwd)$/i;
/** What such a header's value begins with. */
export const CREDENTIAL_VALUE = /^(?:bearer|basic|digest|negotiate|token|aws4-hmac-sha256)\s/i;
