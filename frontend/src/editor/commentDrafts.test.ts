import { beforeEach, describe, expect, it } from 'vitest';
import { CommentDrafts } from './commentDrafts';

let ids = 0;
let stored: Map<string, string>;
const drafts = (user = 7, image = 'a') =>
  new CommentDrafts(
    {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
      key: (place) => [...stored.keys()][place] ?? null,
      get length() {
        return stored.size;
      },
    },
    user,
    image,
    () => `id-${++ids}`,
  );

beforeEach(() => {
  ids = 0;
  stored = new Map();
});

describe('drafts of comments', () => {
  it('keep their words and their id when the page is loaded anew', () => {
    const first = drafts();
    const draft = { ...first.load('new'), text: 'One cup or two?' };
    first.save('new', draft);
    expect(drafts().load('new')).toEqual({ id: 'id-1', text: 'One cup or two?' });
    expect(drafts().load('reply-x').text).toBe('');
  });

  it('of replies are found again by their thread, those of another image and empty ones are not', () => {
    const first = drafts();
    first.save('reply-t1', { ...first.load('reply-t1'), text: 'Two' });
    first.save('reply-t2', { ...first.load('reply-t2'), text: '  ' });
    first.save('edit-t3', { ...first.load('edit-t3'), text: 'Three' });
    drafts(7, 'b').save('reply-t4', { id: 'x', text: 'Four' });
    expect(drafts().replies()).toEqual(new Map([['t1', 'Two']]));
    first.drop('reply-t1');
    expect(first.replies().size).toBe(0);
  });

  it('stay, as something else to say, where more was typed while they were sent', () => {
    const some = drafts();
    const said = { ...some.load('new'), text: 'One' };
    some.save('new', { ...said, text: 'One, and two' });
    some.sent('new', said);
    expect(some.load('new')).toEqual({ id: 'id-2', text: 'One, and two' });
    some.sent('new', { id: 'id-1', text: 'One' });
    expect(some.load('new').text).toBe('One, and two');
    some.sent('new', { id: 'id-2', text: 'One, and two' });
    expect(some.load('new').text).toBe('');
  });

  it('belong to one person and one image', () => {
    drafts().save('new', { id: 'x', text: 'Mine' });
    expect(drafts(8).load('new').text).toBe('');
    expect(drafts(7, 'b').load('new').text).toBe('');
  });

  it('are gone once they are sent; the next one has an id of its own', () => {
    const some = drafts();
    some.save('new', some.load('new', 'Hello'));
    some.drop('new');
    expect(some.load('new')).toEqual({ id: 'id-2', text: '' });
  });

  it('outlive a storage that refuses and one that holds something else', () => {
    const refusing = new CommentDrafts(
      {
        getItem: () => '[3',
        setItem: () => {
          throw new Error('full');
        },
        removeItem: () => undefined,
        key: () => null,
        length: 0,
      },
      7,
      'a',
      () => 'id',
    );
    expect(refusing.load('new')).toEqual({ id: 'id', text: '' });
    refusing.save('new', { id: 'id', text: 'Kept' });
    expect(refusing.load('new').text).toBe('Kept');
    refusing.save('reply-t', { id: 'id', text: 'Kept' });
    expect(refusing.replies()).toEqual(new Map([['t', 'Kept']]));
  });
});
