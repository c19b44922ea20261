/**
 * A kubeconfig for somebody; JSON is YAML too.
 * @param {import('./request.mjs').Access} access
 */
export function kubeconfigText({ url, headers, tls }) {
  const { ca, cert, key, servername, rejectUnauthorized } = tls;
  const cluster = {
    server: url,
    ...(ca !== undefined && { 'certificate-authority-data': base64(ca) }),
    ...(servername !== undefined && { 'tls-server-name': servername }),
    ...(rejectUnauthorized === false && { 'insecure-skip-tls-verify': true }),
  };
  const token = /^Bearer (.+)$/.exec(headers['authorization'] ?? headers['Authorization'] ?? '')?.[1];
  const user = {
    ...(token !== undefined && { token }),
    ...(cert !== undefined && { 'client-certificate-data': base64(cert) }),
    ...(key !== undefined && { 'client-key-data': base64(key) }),
  };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  });
}

/** @param {string} text */
const base64 = (text) => Buffer.from(text).toString('base64');
