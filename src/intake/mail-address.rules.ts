/** Which addresses are the desk's own. */

/** INTAKE_ADDRESS itself or one of its plus forms (`help+r1001-…@example.com`). Letter case does not matter. */
export function isOurAddress(intakeAddress: string, address: string): boolean {
  const [ownLocal, ownDomain] = halves(intakeAddress);
  const [local, domain] = halves(address);
  return domain === ownDomain && (local === ownLocal || local.startsWith(`${ownLocal}+`));
}

function halves(address: string): [string, string] {
  const text = address.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The bare address in `Shop <help@example.com>`. */
export function bareAddress(sender: string): string {
  return (/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender).trim();
}
