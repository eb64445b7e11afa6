/** Words that a person reads stand in the catalogues: this finds those that were written into the code instead. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');
const LEFT_OUT = /^i18n\/|Fixture\.ts$|\.test\.tsx?$|\.d\.ts$/;

/** The same in every language. */
const PROPER_NAMES =
  /\b(Stipple|DynaMITe|COCO|ONNX Runtime|PyTorch|SHA-256|Authorization: Bearer|https?:\/\/)/g;

const MESSAGE_KEY = /^[a-z]\w*\.[\w-]+$/;

/** Attributes and properties that are shown or read out. */
const SHOWN =
  /^(alt|caption|children|detail|error|hint|text|(aria-|close|button|nothingFound|copy)?\w*(label|title|placeholder|description|message|roledescription))$/i;

const ALTERNATIVES = [
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
];
const JOINTS = [...ALTERNATIVES, ts.SyntaxKind.AmpersandAmpersandToken];

interface Finding {
  readonly line: number;
  readonly text: string;
}

/** What `source` says in words of its own. */
function literalWords(fileName: string, source: string): Finding[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const report = (node: ts.Node, text: string): void => {
    findings.push({
      line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1,
      text: text.trim(),
    });
  };
  /** Looks at what an expression shows: both branches of a condition, the words around the values of a template. */
  const shown = (node: ts.Node, isBad: (text: string) => boolean): void => {
    if (ts.isStringLiteralLike(node)) {
      if (isBad(node.text)) report(node, node.text);
    } else if (ts.isTemplateExpression(node)) {
      const text = saidBy(node) ?? '';
      if (text.split('…').some(hasWord)) report(node, text);
    } else if (ts.isConditionalExpression(node)) {
      shown(node.whenTrue, isBad);
      shown(node.whenFalse, isBad);
    } else if (ts.isBinaryExpression(node)) {
      // Of `count === 'many' && words` the words are shown.
      if (ALTERNATIVES.includes(node.operatorToken.kind)) shown(node.left, isBad);
      if (JOINTS.includes(node.operatorToken.kind)) shown(node.right, isBad);
    } else if (ts.isParenthesizedExpression(node)) shown(node.expression, isBad);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWord(node.text)) report(node, node.text);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      shown(node.expression, hasWord);
    if (ts.isJsxAttribute(node) && node.initializer && SHOWN.test(node.name.getText(file))) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value) shown(value, hasWord);
    }
    if (ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText(file).replace(/['"]/g, '')))
      shown(node.initializer, isPhrase);
    const said = saidBy(node);
    if (said !== null && isSentence(said) && !isThrown(node)) {
      if (!findings.some(({ text }) => text === said.trim())) report(node, said);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return findings;
}

/** A literal, or a template with … for its values. */
function saidBy(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…');
}

function hasWord(text: string): boolean {
  return !MESSAGE_KEY.test(text) && /\p{L}{2}/u.test(text.replace(PROPER_NAMES, ''));
}

/** Not a name of something in the program: those have neither blanks nor a capital at the front. */
function isPhrase(text: string): boolean {
  return hasWord(text) && (/\s/.test(text.trim()) || /^\p{Lu}/u.test(text));
}

function isSentence(text: string): boolean {
  return /^\p{Lu}\S*\s.*\p{L}.*[.!?…]$/su.test(text.trim());
}

/** Errors are for developers; what people read about them is made of their codes. */
function isThrown(node: ts.Node): boolean {
  for (let at = node; at.parent; at = at.parent) {
    if (ts.isNewExpression(at.parent) && /(Error|Exception)$/.test(at.parent.expression.getText()))
      return true;
  }
  return false;
}

it('finds no words in the code that a person would read', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !LEFT_OUT.test(name),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((name) =>
    literalWords(name, readFileSync(join(SOURCES, name), 'utf8')).map(
      ({ line, text }) => `src/${relative(SOURCES, join(SOURCES, name))}:${line}: ${text}`,
    ),
  );
  expect(found, 'put these into src/i18n/en/<area>.ts and the other languages (docs/translating.md)').toEqual(
    [],
  );
});

it.each([
  ['<p>Save now</p>', 'Save now'],
  ['<Button title="Delete" />', 'Delete'],
  ['<Button aria-label={"Delete"} />', 'Delete'],
  ['<Tooltip label={isOn ? t("a.b") : "Hide"} />', 'Hide'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code to look at
  ['<Button aria-label={`Delete ${name}`} />', 'Delete …'],
  ['<p>{isOpen && "still open"}</p>', 'still open'],
  ['<p>{name ?? "Nobody"}</p>', 'Nobody'],
  ['<title>{`Models · Stipple`}</title>', 'Models · Stipple'],
  ['notifications.show({ message: "Saved" })', 'Saved'],
  ['const rows = [{ value: "a", label: "Name, A to Z" }]', 'Name, A to Z'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code to look at
  ['const sentence = `The mask cannot be shown: ${reason}.`', 'The mask cannot be shown: ….'],
  ['const sentence = () => "This cannot be undone."', 'This cannot be undone.'],
])('finds the words of %s', (code, words) => {
  expect(literalWords('a.tsx', code).map(({ text }) => text)).toEqual([words]);
});

it.each([
  '<p>{t("a.b")} · {count} × 3</p>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code to look at
  '<title>{`${project.name} · Stipple`}</title>',
  '<Rich text="account.tokensHint" values={{}} />',
  '<div>{photo === "failed" && <Notice />}</div>',
  '<code>Authorization: Bearer …</code>',
  '<input name="password" type="submit" autoComplete="new-password" data-testid="log-in" />',
  '<TextInput placeholder="https://" label={t("a.b", { name: "x" })} />',
  'const TABLE = { label: "object", title: "shortcuts.clicking" }',
  'throw new Error("The index is wrong.")',
  '<Text size={isOn ? "sm" : "xs"} className="row wide" style={{ content: "a b" }} />',
])('leaves %s alone', (code) => {
  expect(literalWords('a.tsx', code)).toEqual([]);
});

it('tells the line', () => {
  expect(literalWords('a.tsx', 'const a = 1;\n\nconst b = <p>Hello there</p>;')).toEqual([
    { line: 3, text: 'Hello there' },
  ]);
});
