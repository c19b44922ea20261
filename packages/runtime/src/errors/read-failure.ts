/** Why a file cannot be read, by the system's code. */
export function readFailureText(code: string): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'ENOTDIR':
      return 'a part of its path is a file, not a folder';
    case 'EACCES':
      return 'its permissions forbid it';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return code;
  }
}
