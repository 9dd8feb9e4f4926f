/** Hand-made AMI streams, for what no recording holds. */
export type Fields = Readonly<Record<string, string | number>>;

export function block(event: string, fields: Fields): string {
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${value}\r\n`);
  return `Event: ${event}\r\n${lines.join('')}\r\n`;
}

/** A channel of Asterisk 20, with the events of its life. */
export function channel20(name: string, uniqueid: string, linkedid: string, own: string, other: string) {
  const fields = (state: number): Fields => ({
    Channel: name,
    ChannelState: state,
    CallerIDNum: own,
    CallerIDName: '<unknown>',
    ConnectedLineNum: other,
    ConnectedLineName: '<unknown>',
    Exten: 's',
    Uniqueid: uniqueid,
    Linkedid: linkedid,
  });
  return {
    made: (state = 0, exten = 's') => block('Newchannel', { ...fields(state), Exten: exten }),
    state: (state: number) => block('Newstate', fields(state)),
    connected: (number: string) => block('NewConnectedLine', { ...fields(6), ConnectedLineNum: number }),
    hangup: (cause: number) => block('Hangup', { ...fields(6), Cause: cause }),
    queue: (event: string) => block(event, { ...fields(6), Queue: 'support' }),
    status: (state: number) => fields(state),
  };
}

/** The same of Asterisk 11, which knows no Linkedid. */
export function channel11(name: string, uniqueid: string, own: string, other: string) {
  const fields = (state: number): Fields => ({
    Channel: name,
    ChannelState: state,
    CallerIDNum: own,
    CallerIDName: '',
    ConnectedLineNum: other,
    ConnectedLineName: '',
    Uniqueid: uniqueid,
  });
  return {
    made: (exten = '') => block('Newchannel', { ...fields(0), Exten: exten }),
    state: (state: number) => block('Newstate', fields(state)),
    hangup: (cause: number) => block('Hangup', { ...fields(6), Cause: cause }),
  };
}
