// A click on a head of a sortable table sorts by that column: numbers as numbers, texts as texts; again turns it round.
for (const button of document.querySelectorAll('table.sortable th button')) {
  button.addEventListener('click', () => {
    const head = button.parentElement, row = head.parentElement, body = head.closest('table').tBodies[0];
    const column = [...row.children].indexOf(head);
    const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    const text = (line) => line.children[column].textContent;
    const number = (value) => (value === '' || value === 'never' ? Infinity : parseFloat(value.replace(/[^-\d.]/g, '')));
    const lines = [...body.rows];
    const isText = column === 0;
    lines.sort((a, b) => {
      if (isText) return sign * text(a).localeCompare(text(b), undefined, { numeric: true });
      const [x, y] = [number(text(a)), number(text(b))];
      return x === y ? 0 : sign * (x < y ? -1 : 1);
    });
    body.append(...lines);
    for (const other of row.children) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', sign === 1 ? 'ascending' : 'descending');
  });
}
// A click on a picture of the worst cases shows it over the whole width; again makes it small.
for (const button of document.querySelectorAll('button.enlarge')) {
  button.addEventListener('click', () => {
    const isLarge = button.closest('figure').classList.toggle('large');
    button.setAttribute('aria-expanded', String(isLarge));
  });
}
