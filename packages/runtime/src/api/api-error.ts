/** The API could not be served as asked. The message is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}
