import { nameKey } from '#shared/domain/persian-text.ts';

export type PhoneLabel = 'mobile' | 'home' | 'work' | 'fax' | 'other' | null;

/** What a column holds. A fact goes into the customer's profile under its field. */
export type ColumnRole =
  | { readonly is: 'name' }
  | { readonly is: 'given' }
  | { readonly is: 'family' }
  | { readonly is: 'honorific' }
  | { readonly is: 'title' }
  | { readonly is: 'company' }
  | { readonly is: 'phone'; readonly label: PhoneLabel }
  | { readonly is: 'nationalId' }
  | { readonly is: 'ownNumber' }
  | { readonly is: 'fact'; readonly field: string };

const words: readonly (readonly [role: ColumnRole, synonyms: string])[] = [
  [
    { is: 'name' },
    'نام و نام خانوادگی|نام خانوادگی و نام|نام و فامیل|نام و فامیلی|نام و شهرت|نام کامل|نام مشتری|مشتری|نام شخص|نام طرف حساب|طرف حساب|' +
      'نام و نام خانوادگی مشتری|نام مخاطب|مخاطب|نام مسافر|مسافر|نام مشترک|مشترک|خریدار|نام خریدار|' +
      'full name|name|customer|customer name|client|client name|contact|contact name|display name|passenger|subscriber|first and last name|name and surname',
  ],
  [{ is: 'given' }, 'اسم|نام کوچک|اسم کوچک|first name|firstname|given name|forename|given'],
  [
    { is: 'family' },
    'نام خانوادگی|فامیل|فامیلی|شهرت|نام فامیل|نام خانوادگی مشتری|last name|lastname|surname|family name|family',
  ],
  [{ is: 'honorific' }, 'جنسیت|جنس|خطاب|آقا خانم|خانم آقا|gender|sex|honorific|salutation|mr ms'],
  [{ is: 'title' }, 'عنوان|لقب|title|prefix'],
  [
    { is: 'company' },
    'شرکت|نام شرکت|سازمان|نام سازمان|محل کار|موسسه|نام موسسه|فروشگاه|نام فروشگاه|کارفرما|' +
      'company|company name|organisation|organization|employer|firm|business|account|account name',
  ],
  [
    { is: 'phone', label: 'mobile' },
    'موبایل|شماره موبایل|تلفن همراه|شماره همراه|شماره تلفن همراه|همراه|گوشی|شماره گوشی|واتساپ|شماره واتساپ|' +
      'mobile|mobile number|mobile phone|mobile no|cell|cellphone|cell phone|cell number|whatsapp|gsm',
  ],
  [
    { is: 'phone', label: 'home' },
    'تلفن منزل|شماره منزل|منزل|تلفن خانه|home|home phone|home tel|home number',
  ],
  [
    { is: 'phone', label: 'work' },
    'تلفن محل کار|تلفن کار|تلفن شرکت|شماره شرکت|تلفن دفتر|محل کار تلفن|تلفن مستقیم|work phone|business phone|office|office phone|work|work tel|direct|company phone',
  ],
  [{ is: 'phone', label: 'fax' }, 'فکس|نمابر|دورنگار|شماره فکس|fax|fax number'],
  [
    { is: 'phone', label: null },
    'تلفن|شماره تلفن|شماره|شماره تماس|تماس|تلفن تماس|تلفن ثابت|ثابت|شماره ثابت|تلفن‌ها|شماره‌ها|تلفن دوم|شماره مشتری تماس|' +
      'phone|phone number|phone no|telephone|tel|tel no|number|numbers|phones|landline|contact number|contact no|caller id',
  ],
  [
    { is: 'nationalId' },
    'کد ملی|کدملی|شماره ملی|شناسه ملی|national id|national code|national number|id number',
  ],
  [
    { is: 'ownNumber' },
    'کد مشتری|شماره مشتری|کد|شماره پرونده|شماره اشتراک|کد اشتراک|شناسه|شناسه مشتری|کد حساب|customer id|customer no|customer number|id|code|account number|file number|ref|reference',
  ],
  [
    { is: 'fact', field: 'address' },
    'آدرس|نشانی|آدرس منزل|آدرس محل کار|نشانی منزل|address|home address|street|street address',
  ],
  [{ is: 'fact', field: 'city' }, 'شهر|استان|شهرستان|city|town|province|state'],
  [{ is: 'fact', field: 'postcode' }, 'کد پستی|کدپستی|postcode|postal code|zip|zip code'],
  [
    { is: 'fact', field: 'email' },
    'ایمیل|پست الکترونیک|پست الکترونیکی|رایانامه|email|e mail|mail|email address',
  ],
  [{ is: 'fact', field: 'birthday' }, 'تاریخ تولد|تولد|birthday|birth date|date of birth|dob'],
  [
    { is: 'fact', field: 'note' },
    'توضیحات|توضیح|یادداشت|یادداشت‌ها|ملاحظات|شرح|نکته|note|notes|remark|remarks|comment|comments|description',
  ],
];

/** Parts of a heading that make it a phone column whatever stands around them («موبایل همسر», "Tel. 2 (shop)"). */
const phoneParts: readonly (readonly [part: string, label: PhoneLabel])[] = [
  ['موبایل', 'mobile'],
  ['تلفن همراه', 'mobile'],
  ['شماره همراه', 'mobile'],
  ['تلفن', null],
  ['شماره تماس', null],
  ['mobile', 'mobile'],
  ['cellphone', 'mobile'],
  ['phone', null],
  ['telephone', null],
];

/** Which column holds what; `null` for those nobody knows. Headings in either language, however typed. */
export type Columns = readonly (ColumnRole | null)[];

export type ColumnReader = {
  /** Null unless the cells name at least somebody and a number. */
  readHeader(cells: readonly string[]): Columns | null;
  /** How many of these cells are headings that we know. */
  countKnown(cells: readonly string[]): number;
};

export function makeColumnReader(): ColumnReader {
  const known = new Map(
    words.flatMap(([role, synonyms]) => synonyms.split('|').map((word) => [fold(word), role] as const)),
  );
  const parts = phoneParts.map(([part, label]) => [fold(part), label] as const);
  // «نام» alone is the given name where a family name stands beside it
  const plainName = new Set([fold('نام'), fold('name')]);

  const roleOf = (heading: string): ColumnRole | null => {
    const key = fold(heading);
    if (key === '') return null;
    const role = plainName.has(key) ? ({ is: 'name' } as const) : known.get(key);
    if (role !== undefined) return role;
    const part = heading.length > 60 ? undefined : parts.find(([text]) => key.includes(text));
    return part === undefined ? null : { is: 'phone', label: part[1] };
  };

  return {
    readHeader(cells) {
      const roles = cells.map(roleOf);
      const has = (is: ColumnRole['is']): boolean => roles.some((role) => role?.is === is);
      if (!has('phone') || !(has('name') || has('family') || has('given') || has('company'))) return null;
      if (!has('family')) return roles;
      return roles.map((role, place) =>
        role?.is === 'name' && plainName.has(fold(cells[place] ?? '')) ? { is: 'given' } : role,
      );
    },
    countKnown: (cells) => cells.filter((cell) => roleOf(cell) !== null).length,
  };
}

/** A heading without digits, signs and blanks, as names are compared. */
function fold(heading: string): string {
  return nameKey(heading.replaceAll(/[^\p{L}\p{M}\u200c]+/gu, ' '));
}
