/** How well what a person types fits a name, so that few letters of it find it. Pure. */

const WORD_START = 8;
const IN_A_ROW = 5;
const WORD_END = 3;

/** Higher is better; null: some word of `query` is not in `text`, its letters in their order. An empty query fits all. */
export function fuzzyScore(query: string, text: string): number | null {
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = scoreOfWord([...word], [...text.toLowerCase()]);
    if (found === null) return null;
    score += found;
  }
  return score;
}

/** The best of all places where the letters begin: "sm" is better in "smooth" than in "use mask". */
function scoreOfWord(letters: readonly string[], text: readonly string[]): number | null {
  let best: number | null = null;
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== letters[0]) continue;
    const score = scoreFrom(letters, text, start);
    if (score !== null && (best === null || score > best)) best = score;
  }
  return best;
}

function scoreFrom(letters: readonly string[], text: readonly string[], start: number): number | null {
  let [score, at, last] = [0, start, -2];
  for (const letter of letters) {
    while (at < text.length && text[at] !== letter) at++;
    if (at === text.length) return null;
    if (at === last + 1) score += IN_A_ROW;
    else if (at === 0 || !isInWord(text[at - 1])) score += WORD_START;
    last = at++;
  }
  if (at === text.length || !isInWord(text[at])) score += WORD_END;
  return score - (last - start) / 10;
}

function isInWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
