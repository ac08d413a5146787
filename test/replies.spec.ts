import { aPartnerDesk } from './support/builders';
import type { Client } from './support/client';
import { anAddress, arrived, no, ok, opened, ticketDesk } from './support/ticket-desk';

const desk = ticketDesk();
let agent: Client;

beforeAll(() => {
  agent = desk.agent;
});

describe('an answer before it is sent', () => {
  test.each(['en', 'de', 'ar'])('reads as the customer will get it (%s), and nothing of it stays', async (language) => {
    const { world } = desk;
    const email = anAddress();
    const id = await arrived(agent, { language, customer: { name: 'Ann Lee', email } });
    await world.settle();
    const body = { channel: 'email', text: 'We have found your parcel.\nIt comes <b>tomorrow</b>.', subject: 'Your parcel' };
    const kept = () =>
      world.sql(
        'SELECT to_jsonb(t) AS ticket, (SELECT count(*) FROM contact k WHERE k.ticket_id = t.id) AS said FROM ticket t WHERE id = $1',
        [id],
      );
    const before = await kept();
    const look = await ok(agent.post(`tickets/${id}/messages/preview`, body));
    expect(await kept()).toEqual(before);
    expect(await world.sql(`SELECT 1 FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`, [id])).toEqual([]);
    await ok(agent.post(`tickets/${id}/messages`, body));
    await world.settle();
    const mail = world.sink.to(email).at(-1);
    expect(mail?.subject).toBe(look.subject);
    const shown = (text: string | undefined) =>
      text
        ?.replaceAll('\r\n', '\n')
        .replace(/(\/public\/preferences\/)[\w-]+/g, '$1…')
        .trim();
    expect(shown(mail?.text)).toBe(shown(look.text));
    expect(shown(mail?.parsed.html)).toBe(shown(look.html));
    expect(look.html).toContain('&lt;b&gt;tomorrow');
    expect(look.text).toMatch(/\/public\/preferences\/…/);
  });

  test('is refused with the sentence that sending it would be refused with', async () => {
    const id = await opened(agent, { customer: { name: 'No Mail', phone: '+12125550188' } });
    const body = { channel: 'email', text: 'Hello.' };
    const sent = await no(agent.post(`tickets/${id}/messages`, body));
    expect(sent).toMatch(/^409 reachable: There is no e-mail address/);
    expect(await no(agent.post(`tickets/${id}/messages/preview`, body))).toBe(sent);
  });

  test('shows a partner desk the first name only', async () => {
    await aPartnerDesk(desk.world, 'own-partner');
    const partner = await desk.world.signIn('vendor_agent', { desk: 'own-partner' });
    const id = await opened(partner, { customer: { name: 'Olga Secret', email: anAddress() } });
    const { text, html } = await ok(partner.post(`tickets/${id}/messages/preview`, { channel: 'email', text: 'It is on its way.' }));
    expect(text).toContain('Olga');
    expect(`${text as string}${html as string}`).not.toContain('Secret');
  });

  test('is for those who see the ticket', async () => {
    const id = await opened(agent);
    await aPartnerDesk(desk.world, 'reply-partner');
    const partner = await desk.world.signIn('vendor_agent', { desk: 'reply-partner' });
    for (const answer of [
      partner.post(`tickets/${id}/messages/preview`, { channel: 'email', text: 'Hello.' }),
      partner.get(`tickets/${id}/snippets`),
      partner.put(`tickets/${id}/presence`, { doing: 'looking' }),
      partner.delete(`tickets/${id}/presence`),
    ])
      expect((await answer).status).toBe(404);
  });
});

describe('text modules', () => {
  test('are written once for all and filled for each ticket, in the language of its customer', async () => {
    const { world } = desk;
    const editor = await world.signIn('area_manager');
    const made = await ok(
      editor.post('snippets', { key: 'thanks', language: 'en', text: 'Dear {{customer}}, thank you. {{number}} is with {{me}}.' }),
    );
    await ok(editor.post('snippets', { key: 'thanks', language: 'de', text: 'Guten Tag {{customer}}, danke. {{number}} ist bei {{me}}.' }));
    await ok(editor.post('snippets', { key: 'hours', language: 'en', text: 'We are here from 9 to 17.' }));
    const writer = await world.signIn('agent', { name: 'Mia Moss' });
    const english = await ok(agent.get(`tickets/${await opened(agent)}`));
    const german = await ok(agent.get(`tickets/${await opened(agent, { language: 'de-CH' })}`));
    const texts = async (id: string) => (await ok(writer.get(`tickets/${id}/snippets`))).items;
    expect(await texts(english.id)).toEqual([
      { key: 'hours', text: 'We are here from 9 to 17.' },
      { key: 'thanks', text: `Dear Ann Lee, thank you. ${english.label as string} is with Mia.` },
    ]);
    expect((await texts(german.id))[1].text).toBe(`Guten Tag Ann Lee, danke. ${german.label as string} ist bei Mia.`);
    await ok(editor.patch(`snippets/${made.id as string}`, { hidden: true, version: 1 }));
    expect((await texts(english.id)).map((one: { key: string }) => one.key)).toEqual(['hours']);
    expect((await ok(writer.get('snippets'))).items).toHaveLength(3);
  });

  test('are refused with a sentence: a blank that nobody fills, a key that is taken, an old version', async () => {
    const editor = await desk.world.signIn('area_manager');
    const odd = { key: 'odd', language: 'en', text: 'Your {{amount}}.' };
    expect(await no(editor.post('snippets', odd))).toBe('400 Nobody fills {{amount}}: use {{customer}}, {{number}} or {{me}}.');
    const { id } = await ok(editor.post('snippets', { ...odd, text: 'Odd.' }));
    expect(await no(editor.post('snippets', { ...odd, text: 'Odd again.' }))).toBe('409 key_taken: The key "odd (en)" is taken.');
    await ok(editor.patch(`snippets/${id as string}`, { text: 'Odder.', version: 1 }));
    expect((await editor.patch(`snippets/${id as string}`, { text: 'Oddest.', version: 1 })).status).toBe(409);
    expect((await agent.post('snippets', odd)).status).toBe(403);
  });
});

describe('who is on a ticket', () => {
  test('others are shown with what they do and since when, for 30 seconds', async () => {
    const { world } = desk;
    const [jon, eva] = [await world.signIn('agent', { name: 'Jon Hill' }), await world.signIn('agent', { name: 'Eva Dale' })];
    const id = await opened(agent);
    const at = (by: Client, doing: string) => ok(by.put(`tickets/${id}/presence`, { doing }));
    expect(await at(jon, 'looking')).toEqual({ others: [] });
    await at(jon, 'reply');
    await world.shift(20_000);
    const since = (await at(eva, 'looking')).others;
    expect(since).toMatchObject([{ name: 'Jon Hill', doing: 'reply' }]);
    await at(jon, 'reply');
    expect((await at(eva, 'looking')).others).toEqual(since);
    await world.shift(31_000);
    expect((await at(eva, 'looking')).others).toEqual([]);
    expect(await world.sql('SELECT 1 FROM presence WHERE staff_id = $1', [jon.staffId])).toEqual([]);
    expect((await at(jon, 'note')).others).toMatchObject([{ name: 'Eva Dale', doing: 'looking' }]);
    expect((await eva.delete(`tickets/${id}/presence`)).status).toBe(204);
    expect((await at(jon, 'note')).others).toEqual([]);
    expect((await jon.put(`tickets/${id}/presence`, { doing: 'dancing' })).status).toBe(400);
  });
});
