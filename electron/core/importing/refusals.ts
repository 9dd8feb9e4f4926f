import type { NoNumberReason } from '#shared/domain/phone-number.ts';

/** Why a whole file is not read. Nothing of it was written, except where `row_too_large` came after other rows. */
export type FileRefusalReason =
  | 'not_found'
  | 'not_a_file'
  /** Neither UTF-8 nor, with its mark, UTF-16. */
  | 'not_unicode'
  /** None of the first rows names a column for a name and one for a number. */
  | 'no_header'
  /** A row of more than 1 MB: most often a quotation mark that is never closed. */
  | 'row_too_large'
  | 'unreadable';

export class FileRefused extends Error {
  readonly reason: FileRefusalReason;

  constructor(reason: FileRefusalReason) {
    super(reason);
    this.name = 'FileRefused';
    this.reason = reason;
  }
}

/** Why a row was left out, or (after "kept") what of a row that was taken could not be. */
export type RowProblem =
  | 'no_name'
  | 'cell_too_long'
  | 'nul'
  | 'wrong_national_id'
  | `phone_${NoNumberReason}`;

type Sentence = { readonly fa: string; readonly en: string };

export const fileRefusals: Readonly<Record<FileRefusalReason, Sentence>> = {
  not_found: { fa: 'چنین پرونده‌ای نیست.', en: 'There is no such file.' },
  not_a_file: { fa: 'این پرونده نیست.', en: 'This is not a file.' },
  not_unicode: {
    fa: 'متن پرونده یونیکد نیست. در اکسل با قالب «CSV UTF-8» ذخیره کنید.',
    en: 'The file is not Unicode text. In Excel, save it as "CSV UTF-8".',
  },
  no_header: {
    fa: 'هیچ‌یک از ردیف‌های نخست، ستونی برای نام و ستونی برای شماره ندارد.',
    en: 'None of the first rows names a column for a name and one for a number.',
  },
  row_too_large: {
    fa: 'یک ردیف از یک مگابایت بزرگ‌تر است؛ شاید گیومه‌ای بسته نشده باشد.',
    en: 'A row is larger than 1 MB; perhaps a quotation mark is never closed.',
  },
  unreadable: { fa: 'پرونده خوانده نشد.', en: 'The file could not be read.' },
};

export const rowProblems: Readonly<Record<RowProblem, Sentence>> = {
  no_name: { fa: 'نام ندارد.', en: 'It has no name.' },
  cell_too_long: { fa: 'خانه‌ای از ۱۰ کیلوبایت بلندتر است.', en: 'A cell is longer than 10 kB.' },
  nul: { fa: 'نویسه تهی در متن است.', en: 'It contains NUL characters.' },
  wrong_national_id: {
    fa: 'کد ملی درست نیست؛ نوشته نشد.',
    en: 'The national id is not valid; it was left out.',
  },
  phone_withheld: { fa: 'شماره ندارد.', en: 'It has no number.' },
  phone_extension: { fa: 'شماره داخلی است.', en: 'The number is an internal extension.' },
  phone_short_code: { fa: 'شماره کوتاه خدماتی است.', en: 'The number is a short code.' },
  phone_service_number: { fa: 'شماره خدماتی است.', en: 'The number is a service number.' },
  phone_sms_service: { fa: 'شماره پیامک انبوه است.', en: 'The number is a bulk SMS sender.' },
  phone_alphanumeric: { fa: 'در شماره حرف هست.', en: 'The number contains letters.' },
  phone_too_short: { fa: 'شماره کوتاه است.', en: 'The number is too short.' },
  phone_too_long: { fa: 'شماره بلند است.', en: 'The number is too long.' },
  phone_spreadsheet_number: {
    fa: 'اکسل شماره را به عدد گرد کرده است؛ رقم‌های آخر از دست رفته‌اند.',
    en: 'Excel turned the number into a rounded one; its last digits are lost.',
  },
  phone_ambiguous: {
    fa: 'شماره چند جور خوانده می‌شود؛ با کد شهر یا کشور بنویسید.',
    en: 'The number can be read in several ways; write it with area or country code.',
  },
};
