import { Text } from '../platform/http/fields';

/** What the customer would get. */
export class ReplyPreviewView {
  @Text({ nullable: true, max: 400, note: 'null where the way has none: texts and the chat' }) subject!: string | null;
  @Text({ max: 40_000 }) text!: string;
  @Text({ nullable: true, max: 200_000, note: 'null where the way has none; show it in a frame without scripts' }) html!: string | null;
}
