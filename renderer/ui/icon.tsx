/** Our few signs, drawn on a 20×20 grid with a 1.6 px line. They never stand without a word or a label. */
const paths = {
  call: 'M5.2 3.2 7.6 3l1.6 3.7-1.6 1.5a9.5 9.5 0 0 0 4.2 4.2l1.5-1.6L17 12.4l-.2 2.4a2 2 0 0 1-2.1 1.8A12.6 12.6 0 0 1 3.4 5.3a2 2 0 0 1 1.8-2.1Z',
  customers:
    'M7.5 9.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.3-3 2.4-4.8 5.5-4.8s5.2 1.8 5.5 4.8M13 3.7a2.8 2.8 0 0 1 0 5.2M15 12.2c1.8.6 2.8 2.1 3 4.3',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4',
  copy: 'M7 7h9v10H7zM4 13V3h9',
  warning: 'M10 3 18 16.5H2ZM10 8v4M10 14.2v.2',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4',
  check: 'M3.5 10.5 8 15l8.5-10',
  close: 'M4.5 4.5l11 11M15.5 4.5l-11 11',
  curtain: 'M3 3.5h14M5 3.5v13M15 3.5v13M5 16.5c3-1 4-5 4-13M15 16.5c-3-1-4-5-4-13',
  inbound: 'M15.5 4.5 5 15M5 8v7h7',
  outbound: 'M4.5 15.5 15 5M8 5h7v7',
  visit: 'M4 17V3.5h9V17M13 9h3v8M7 10.2h.2M2.5 17h15',
  message: 'M3 4h14v9.5H9L5 17v-3.5H3Z',
  organisation: 'M4 17V3h8v14M12 8h4v9M6.5 6.5h3M6.5 10h3M2.5 17h15',
  plus: 'M10 4v12M4 10h12',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
