import { escapeHtml, htmlPage } from '../platform/http/html.rules';

/** What is printed and handed over: a whole page without script or inline style. */
export interface VoucherPage {
  place: string;
  gift: string;
  /** `XXXX-XXXX-XXXX`. */
  code: string;
  /** Inline SVG of ours; goes in as it is. */
  qr: string;
  lastDay: string;
}

export function voucherPage({ place, gift, code, qr, lastDay }: VoucherPage): string {
  return htmlPage(
    'Voucher',
    `<p class="place">${escapeHtml(place)}</p>
<h1>For you, with our thanks</h1>
<p class="gift">${escapeHtml(gift)}</p>
${qr}
<p class="code">${escapeHtml(code)}</p>
<p>Show this code at the till. It works once, until <strong>${escapeHtml(lastDay)}</strong>.</p>
<p class="help">This voucher is a gift. It was not sold and is not paid out in money.</p>`,
    'voucher',
  );
}
