export const appLabels = {
  'rail.call': 'تماس',
  'rail.customers': 'مشتریان',
  'rail.settings': 'تنظیمات',
  'status.offline': 'بدون اینترنت؛ همه چیز همین‌جاست',
  'status.lineOk': 'خط وصل است',
  'status.lineDown': 'خط قطع است',
  'status.copyOk': 'نسخه پشتیبان: {{when}}',
} as const;
