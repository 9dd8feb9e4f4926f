import type { Language } from '#shared/contract/common.ts';
import type { Writer } from '../db/connection.ts';
import type { NamePair } from './names.ts';
import type { SampleIds } from './sample-ids.ts';
import { inLanguage } from './texts.ts';

const agents: readonly (readonly [
  name: NamePair,
  role: 'agent' | 'supervisor' | 'administrator',
  extension: string,
])[] = [
  [['الهام رستمی', 'Elham Rostami'], 'agent', '101'],
  [['نگار افشار', 'Negar Afshar'], 'agent', '102'],
  [['بابک نوری', 'Babak Nouri'], 'agent', '103'],
  [['شیما قاسمی', 'Shima Ghasemi'], 'agent', '104'],
  [['آرش کیانی', 'Arash Kiani'], 'agent', '105'],
  [['هانیه باقری', 'Hanieh Bagheri'], 'agent', '106'],
  [['سهیلا پناهی', 'Soheila Panahi'], 'supervisor', '107'],
  [['فرهاد راد', 'Farhad Rad'], 'administrator', '108'],
];

const services: readonly (readonly [
  name: NamePair,
  kano: 'basic' | 'performance' | 'delight',
  tiers: readonly string[],
])[] = [
  [['خبر تغییر ساعت پرواز', 'News of changed flight times'], 'basic', []],
  [['پاسخ استعلام در همان روز', 'An answer to enquiries the same day'], 'performance', []],
  [['ترانسفر رایگان فرودگاه', 'Free airport transfer'], 'delight', ['gold']],
  [['بیمه سفر هدیه', 'Travel insurance as a gift'], 'delight', ['gold', 'silver']],
  [['کارت تبریک تولد', 'A birthday card'], 'delight', []],
];

/** Writes who works here, what is offered and how the branch is set up; answers the ids of the agents, in order. */
export function writeBasics(
  writer: Writer,
  ids: SampleIds,
  language: Language,
  marks: { readonly seed: number; readonly customers: number; readonly today: number },
  clock: number,
): number[] {
  const addAgent = writer.command(
    'INSERT INTO agent (id, display_name, role, extension, clock) VALUES (?, ?, ?, ?, ?)',
  );
  const agentIds = agents.map(([name, role, extension]) => {
    const id = ids.next();
    addAgent.run(id, inLanguage(name, language), role, extension, clock);
    return id;
  });
  const addService = writer.command(
    'INSERT INTO service (id, name, kano, tiers, clock) VALUES (?, ?, ?, ?, ?)',
  );
  for (const [name, kano, tiers] of services) {
    addService.run(ids.next(), inLanguage(name, language), kano, JSON.stringify(tiers), clock);
  }
  const say = (fa: string, en: string): string => inLanguage([fa, en], language);
  const settings: Readonly<Record<string, unknown>> = {
    'branch/sample': true,
    'branch/sampleMade': { language, seed: marks.seed, customers: marks.customers, today: marks.today },
    'branch/company': say('آژانس مسافرتی کوچ', 'Kooch Travel'),
    'branch/language': language,
    'branch/areaCode': '21',
    'branch/purchasesAsOf': marks.today,
    'branch/mayOffer': {
      gold: say('تا ۵ درصد تخفیف یا ترانسفر رایگان', 'up to 5 percent off, or a free transfer'),
      silver: say('تا ۲ درصد تخفیف', 'up to 2 percent off'),
    },
    'node/lastAgent': agentIds[0] ?? null,
    'node/appearance': {
      language,
      theme: 'system',
      calendar: language === 'fa' ? 'jalali' : 'gregorian',
      form: 'wide',
    },
  };
  const addSetting = writer.command('INSERT INTO setting (key, value, clock) VALUES (?, ?, ?)');
  for (const [key, value] of Object.entries(settings)) addSetting.run(key, JSON.stringify(value), clock);
  return agentIds;
}
