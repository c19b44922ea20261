import { succeeded } from './cluster.js';
import { request, type Access } from './server/request.mjs';

/** Something that an account may do or not. */
export interface Deed {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** With its subresource: `gateways/status`. */
  readonly resource: string;
  readonly namespace: string;
}

/** Whether those whose access it is may do something, as the API server itself says. */
export async function mayDo(access: Access, { resource, ...where }: Deed): Promise<boolean> {
  const [plural, subresource] = resource.split('/');
  const resourceAttributes = { ...where, resource: plural, ...(subresource && { subresource }) };
  const { status } = succeeded(
    await request(access, 'POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      },
    }),
  ) as { readonly status: { readonly allowed: boolean } };
  return status.allowed;
}
