/** The link of an invitation, as long as the page is open: the desk shows it once. */
export interface Link {
  readonly staffId: string;
  readonly link: string;
  readonly expiresAt: string;
}
