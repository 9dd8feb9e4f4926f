import { expect, test } from 'vitest';
import { startAmiServer } from './core/telephony/ami-server.ts';
import { expectations, expectedInWords, inWords } from './core/telephony/recordings.ts';
import { play, runLineTest, whereToListen } from './line-test-run.ts';

test.each(expectations())(
  'the line-test command prints what the screens must have shown: $file',
  async (row) => {
    const server = await startAmiServer(play(row.file));
    const { code, printed } = await runLineTest([...whereToListen(server.port), '--seconds', '0.5']);
    await server.close();
    const { text, counted } = expectedInWords(row.expected);
    expect(inWords(printed, counted)).toBe(text);
    expect(code).toBe(0);
  },
);

test('the line-test command exits with 2 when the server takes the connection and stays silent', async () => {
  const server = await startAmiServer({ logins: 'silent', greets: false });
  const { code, complaints } = await runLineTest([...whereToListen(server.port), '--seconds', '1']);
  await server.close();
  expect(code).toBe(2);
  expect(complaints).toMatch(/The login is not answered/u);
});
