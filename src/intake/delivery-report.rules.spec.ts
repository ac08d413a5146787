import { failedDeliveries, returnedMessageIds } from './delivery-report.rules';

const report = (recipient: string, action: string, status: string): string =>
  `Reporting-MTA: dns; mx.example.com\r\nArrival-Date: today\r\n\r\nFinal-Recipient: ${recipient}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 no such user\r\n`;

test.each([
  ['no such mailbox', report('rfc822; ann@example.com', 'failed', '5.1.1'), [{ address: 'ann@example.com', forGood: true }]],
  ['in brackets, in capitals', report('RFC822;<Ann@Example.com>', 'Failed', '5.0.0'), [{ address: 'Ann@Example.com', forGood: true }]],
  ['still trying', report('rfc822; ann@example.com', 'delayed', '4.4.1'), [{ address: 'ann@example.com', forGood: false }]],
  ['given up after days', report('rfc822; ann@example.com', 'failed', '4.4.7'), [{ address: 'ann@example.com', forGood: false }]],
  ['refused as spam', report('rfc822; ann@example.com', 'failed', '5.7.1'), [{ address: 'ann@example.com', forGood: false }]],
  ['mailbox full', report('rfc822; ann@example.com', 'failed', '5.2.2'), [{ address: 'ann@example.com', forGood: false }]],
  ['delivered', report('rfc822; ann@example.com', 'delivered', '2.0.0'), []],
  ['no report at all', 'Dear Sir,\n\nyour mail did not arrive.', []],
  ['another kind of address', report('x400; c=de', 'failed', '5.1.1'), []],
])('%s', (_, text, expected) => {
  expect(failedDeliveries(text)).toEqual(expected);
});

test('several recipients are told apart', () => {
  const text = `${report('rfc822; a@example.com', 'failed', '5.1.1')}\r\nFinal-Recipient: rfc822; b@example.com\r\nAction: delayed\r\nStatus: 4.2.0\r\n`;
  expect(failedDeliveries(text)).toEqual([
    { address: 'a@example.com', forGood: true },
    { address: 'b@example.com', forGood: false },
  ]);
});

test('the mail that came back is named by its Message-ID, folded or not', () => {
  expect(returnedMessageIds('From: x\r\nMessage-ID: <a.b@desk.test>\r\nTo: y')).toEqual(['<a.b@desk.test>']);
  expect(returnedMessageIds('Message-Id:\r\n <a.b@desk.test>\r\n')).toEqual(['<a.b@desk.test>']);
  expect(returnedMessageIds('In-Reply-To: <a.b@desk.test>')).toEqual([]);
});
