import type { Japanese } from '../catalogue';
import type { sourceReasons as en } from '../en/sourceReasons';

export const sourceReasons: Japanese<typeof en> = {
  'wrong-key': 'キーが受け付けられません。コピーし直してください。',
  'no-such-bucket': 'そのバケットはありません。綴りは正しいですか？',
  'no-permission': '読み取りが許可されていません。キーまたはサーバーに一覧と読み取りの権限を与えてください。',
  'wrong-region': 'バケットは別のリージョンにあります。正しいリージョンで追加してください。',
  'wrong-clock': 'このサーバーの時計が合っていません。',
  unreachable: 'サーバーが応答しません。アドレスは正しいですか？',
  'host-not-allowed': 'このサーバーはそのアドレスに接続しません。運用者が許可できます。',
  'no-trust': 'サーバーの証明書が信頼されていません。',
  'not-installed': 'このサーバーにはこのクラウド用のパッケージがありません。運用者がインストールします。',
  'credentials-lost': '認証情報が読めなくなりました。もう一度入力してください。',
  'no-such-folder': 'フォルダーがないか、リンクが指しています。ディスクはマウントされていますか？',
  'folder-not-allowed': 'このフォルダーは運用者に許可されなくなりました。',
  'not-readable': '多くのファイルが続けて読めませんでした。',
  'connection-lost': '接続が何度も切れました。後でやり直してください。',
  'disk-full': 'サーバーのディスクがいっぱいです。',
  'sync-failed': '同期に失敗しました。もう一度始め、それでも失敗するなら運用者に伝えてください。',
};
