/**
 * Whether an error is the operating system's, the database's or a program's, with this code: `ENOENT`, `57P03`, exit code 1. Asked without
 * `instanceof`, because tests run in a realm of their own, where Node's errors are not of the same class `Error`.
 */
export function isCode(error: unknown, code: string | number): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
