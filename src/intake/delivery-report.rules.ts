/** What a mail server reports about a mail that did not arrive (RFC 3464). */

export interface FailedDelivery {
  address: string;
  /** There is no such mailbox, or it takes nothing for good; else the server still tries. */
  forGood: boolean;
}

const MOST_BLOCKS = 100;

/** The recipients named in a message/delivery-status part that did not get the mail. */
export function failedDeliveries(report: string): FailedDelivery[] {
  const blocks = report
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .slice(0, MOST_BLOCKS);
  return blocks.flatMap((block) => {
    const field = (name: string): string => new RegExp(`^${name}[ \\t]*:[ \\t]*(.{0,500})$`, 'im').exec(block)?.[1]?.trim() ?? '';
    const address = /^(?:rfc822|utf-8)\s*;\s*(\S+)/i.exec(field('Original-Recipient') || field('Final-Recipient'))?.[1];
    const action = field('Action').toLowerCase();
    if (address === undefined || (action !== 'failed' && action !== 'delayed')) return [];
    return [
      {
        address: address.replace(/^<|>$/g, ''),
        forGood: action === 'failed' && /^5\./.test(field('Status')) && !isAboutRules(field('Status')),
      },
    ];
  });
}

/** 5.7.x says no to this mail, not to the mailbox; 5.2.2 is a mailbox that is full today (RFC 3463). */
function isAboutRules(status: string): boolean {
  return /^5\.7\.|^5\.2\.2\b/.test(status);
}

/** Message-IDs in the head of the mail that came back, with their angle brackets. */
export function returnedMessageIds(head: string): string[] {
  return [...head.slice(0, 100_000).matchAll(/^message-id[ \t]*:\s*(<[^<>\s]{1,500}>)/gim)].map((found) => found[1] ?? '');
}
