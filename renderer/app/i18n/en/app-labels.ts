export const appLabels = {
  'rail.call': 'Call',
  'rail.customers': 'Customers',
  'rail.settings': 'Settings',
  'status.offline': 'No internet; everything is here',
  'status.lineOk': 'Line connected',
  'status.lineDown': 'Line disconnected',
  'status.copyOk': 'Last copy: {{when}}',
} as const;
