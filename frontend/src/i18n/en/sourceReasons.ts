/** Why a source cannot be read, by the code of the problem. */
export const sourceReasons = {
  'wrong-key': 'The key is not accepted. Copy it anew.',
  'no-such-bucket': 'There is no such bucket. Is it spelled right?',
  'no-permission': 'It may not be read. Give the key, or the server, the right to list and read.',
  'wrong-region': 'The bucket lies in another region. Add it with the right one.',
  'wrong-clock': 'The clock of this server is wrong.',
  unreachable: 'The server does not answer. Is the address right?',
  'host-not-allowed': 'This server does not connect to that address; an operator can allow it.',
  'no-trust': 'The certificate of the server is not trusted.',
  'not-installed': 'This server lacks packages for this cloud; an operator installs them.',
  'credentials-lost': 'The credentials cannot be read any more. Enter them again.',
  'no-such-folder': 'The folder is not there, or a link leads to it. Is the disk mounted?',
  'folder-not-allowed': 'An operator does not allow this folder any more.',
  'not-readable': 'Many files in a row could not be read.',
  'connection-lost': 'The connection broke again and again. Try later.',
  'disk-full': 'The disk of the server is full.',
  'sync-failed': 'The sync failed. Start it again; if that fails too, tell an operator.',
} as const;
