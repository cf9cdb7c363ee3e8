/** What stands in the project's sources, as TypeScript itself reads them. */
import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import ts from 'typescript';

import { readSource, ROOT } from './sources';

export interface Imports {
	/** Sources of the project, by their paths from its root. */
	own: string[];
	/** Names of packages, and of what Node has built in. */
	packages: string[];
}

/** All that a source takes from elsewhere, in whatever form it is imported, types included. */
export function importsOf(path: string): Imports {
	const { importedFiles } = ts.preProcessFile(readSource(path), true, true);
	const names = importedFiles.map(({ fileName }) => fileName);
	return {
		own: names.flatMap((name) => resolved(path, name) ?? []),
		packages: names.filter((name) => !name.startsWith('.')),
	};
}

/** The source that a name leads to from there; null where it is none. */
function resolved(path: string, name: string): string | null {
	if (!name.startsWith('.')) return null;
	const target = join(dirname(path), name).split(sep).join('/');
	const candidates = [`${target}.ts`, `${target}/index.ts`];
	return candidates.find((candidate) => existsSync(join(ROOT, candidate))) ?? null;
}

/** The texts of all string literals, and those that stand in templates. */
export function textsIn(path: string): string[] {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node) || isPartOfTemplate(node)) texts.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(parsed(path));
	return texts;
}

const isPartOfTemplate = (node: ts.Node) =>
	ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);

/** One name of a source, as `file#name`; all of them as `file#*`. */
type Name = string;

/** What a source imports or passes on by name. */
export function namesUsedIn(path: string): Name[] {
	return parsed(path).statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		const { moduleSpecifier } = statement;
		if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
		const from = resolved(path, moduleSpecifier.text);
		const names = ts.isImportDeclaration(statement)
			? statement.importClause?.namedBindings
			: statement.exportClause;
		if (!names || !('elements' in names)) return [`${from}#*`];
		return names.elements.map(({ name, propertyName }) => `${from}#${(propertyName ?? name).text}`);
	});
}

/** What a source passes on, and the values that it exports itself; types come and go with those. */
export function namesOfferedBy(path: string): Name[] {
	const named = parsed(path).statements.flatMap<ts.NamedDeclaration>((statement) => {
		if (ts.isExportDeclaration(statement)) {
			const { exportClause } = statement;
			return exportClause && 'elements' in exportClause ? [...exportClause.elements] : [];
		}
		if (!isExported(statement)) return [];
		if (ts.isVariableStatement(statement)) return [...statement.declarationList.declarations];
		if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement];
		return [];
	});
	return named.map(({ name }) => `${path}#${name?.getText()}`);
}

function isExported(statement: ts.Statement): boolean {
	const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
	return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function parsed(path: string): ts.SourceFile {
	return ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest, true);
}
