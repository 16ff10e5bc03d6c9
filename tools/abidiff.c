/* SPDX-License-Identifier: MIT */
/*
 * abidiff: which exports have changed between two builds, and how. It reads
 * the texts that dwarfksyms has written, and judges nothing but them.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char usage[] =
	"usage: abidiff A B               what B changes for modules built against A\n"
	"       abidiff --why SYMBOL [A]  the text that SYMBOL's version is made of\n"
	"A and B are build folders, or files Module.abi in them. --why looks into $O, or build.\n"
	"Exit status: 0 nothing broke, 1 something did (or SYMBOL is not exported),\n"
	"2 a file could not be read or the usage is wrong.\n";

enum { SAME, BROKEN, FAILED };

/* A struct, union or enum: its line, and those of its members. */
struct type {
	char *head; /* "struct list_head 8", or "struct file declared" */
	char **members;
	size_t count;
};

struct export
{
	unsigned int crc;
	char *owner, *name;
	char **lines; /* "type...", then those of the types */
	size_t line_count;
	struct type *types;
	size_t type_count;
};

struct build {
	char *text; /* the file: all else points into it */
	struct export *exports;
	size_t count;
};

/* One thing that has changed, and the exports that lead to it. */
struct change {
	char *text;
	char *exports;
	size_t count;
};

static struct change *changes;
static size_t change_count;

static void __attribute__((format(printf, 1, 2), noreturn))
die(const char *fmt, ...)
{
	va_list args;

	fputs("abidiff: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	exit(FAILED);
}

static void *grow(void *p, size_t count, size_t size)
{
	p = realloc(p, (count + 1) * size);
	if (!p)
		die("out of memory");
	return p;
}

static char *__attribute__((format(printf, 1, 2))) format(const char *fmt, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, fmt);
	n = vasprintf(&text, fmt, args);
	va_end(args);
	if (n < 0)
		die("out of memory");
	return text;
}

/* ---- Reading */

static char *read_file(const char *path)
{
	char *name = format("%s", path), *text = NULL;
	struct stat st;
	size_t size;
	FILE *f;

	if (!stat(path, &st) && S_ISDIR(st.st_mode)) {
		free(name);
		name = format("%s/Module.abi", path);
	}
	f = fopen(name, "r");
	if (!f)
		die("%s: %s: build it, or name a build's folder", name,
		    strerror(errno));
	for (size = 0;; size += fread(text + size, 1, 65536, f)) {
		text = grow(text, size + 65536, 1);
		if (feof(f) || ferror(f))
			break;
	}
	text[size] = '\0';
	fclose(f);
	free(name);
	return text;
}

/* A line of an export's text. */
static void add_line(struct export *e, char *line)
{
	e->lines = grow(e->lines, e->line_count, sizeof(*e->lines));
	e->lines[e->line_count++] = line;
	if (*line == '\t' && e->type_count) {
		struct type *t = &e->types[e->type_count - 1];

		t->members = grow(t->members, t->count, sizeof(*t->members));
		t->members[t->count++] = line;
	} else if (strncmp(line, "type\t", 5)) {
		e->types = grow(e->types, e->type_count, sizeof(*e->types));
		e->types[e->type_count++] = (struct type){ .head = line };
	}
}

static void add_export(struct build *b, char *line, const char *path)
{
	struct export e = { 0 };
	char *field;

	strtok(line, "\t");
	field = strtok(NULL, "\t");
	e.owner = strtok(NULL, "\t");
	e.name = strtok(NULL, "\t");
	if (!field || !e.owner || !e.name)
		die("%s: not what dwarfksyms writes", path);
	e.crc = strtoul(field, NULL, 16);
	b->exports = grow(b->exports, b->count, sizeof(e));
	b->exports[b->count++] = e;
}

static struct build read_build(const char *path)
{
	struct build b = { .text = read_file(path) };
	char *next;

	for (char *line = b.text; *line; line = next) {
		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		if (!strncmp(line, "export\t", 7))
			add_export(&b, line, path);
		else if (*line && b.count)
			add_line(&b.exports[b.count - 1], line);
		else if (*line)
			die("%s: not what dwarfksyms writes", path);
	}
	return b;
}

static const struct export *find_export(const struct build *b, const char *name)
{
	for (size_t i = 0; i < b->count; i++)
		if (!strcmp(b->exports[i].name, name))
			return &b->exports[i];
	return NULL;
}

/* Bytes of "struct list_head" in a type's head. */
static size_t key_length(const struct type *t)
{
	return strrchr(t->head, ' ') - t->head;
}

static const struct type *find_type(const struct export *e,
				    const struct type *t)
{
	size_t length = key_length(t);

	for (size_t i = 0; i < e->type_count; i++)
		if (key_length(&e->types[i]) == length &&
		    !strncmp(e->types[i].head, t->head, length))
			return &e->types[i];
	return NULL;
}

/* ---- Comparing */

/* A member's line: offset or value, name, type (none of an enumerator). */
struct member {
	char *at, *name, *type;
};

static struct member split(const char *line)
{
	char *copy = format("%s", line + 1);
	struct member m = { .at = copy };

	m.name = copy + strcspn(copy, "\t");
	if (*m.name)
		*m.name++ = '\0';
	m.type = m.name + strcspn(m.name, "\t");
	if (*m.type)
		*m.type++ = '\0';
	return m;
}

/* The member of that name; one without a name is known by its type. */
static bool find_member(const struct type *t, const struct member *wanted,
			struct member *found)
{
	for (size_t i = 0; i < t->count; i++) {
		*found = split(t->members[i]);
		if (!strcmp(found->name, wanted->name) &&
		    (*found->name || !strcmp(found->type, wanted->type)))
			return true;
		free(found->at);
	}
	return false;
}

static const char *name_of(const struct member *m)
{
	return *m->name ? m->name : m->type;
}

static void compare_members(FILE *f, const struct type *a, const struct type *b,
			    const char **separator)
{
	bool is_enum = !strncmp(a->head, "enum ", 5);
	const char *what = is_enum ? "enumerator" : "member";
	const char *where = is_enum ? "of value" : "at offset";
	struct member old, new;

	for (size_t i = 0; i < b->count; i++) {
		new = split(b->members[i]);
		if (!find_member(a, &new, &old)) {
			fprintf(f, "%s%s \"%s\" %s %s is new", *separator, what,
				name_of(&new), where, new.at);
			*separator = "; ";
		} else {
			free(old.at);
		}
		free(new.at);
	}
	for (size_t i = 0; i < a->count; i++) {
		old = split(a->members[i]);
		if (!find_member(b, &old, &new)) {
			fprintf(f, "%s%s \"%s\" %s %s is gone", *separator,
				what, name_of(&old), where, old.at);
			*separator = "; ";
			free(old.at);
			continue;
		}
		if (strcmp(old.at, new.at)) {
			fprintf(f, "%s\"%s\" %s from %s to %s", *separator,
				name_of(&old), is_enum ? "changed" : "moved",
				old.at, new.at);
			*separator = "; ";
		}
		if (strcmp(old.type, new.type)) {
			fprintf(f, "%s\"%s\" was `%s`, is `%s`", *separator,
				name_of(&old), old.type, new.type);
			*separator = "; ";
		}
		free(old.at);
		free(new.at);
	}
}

/* "struct x: this is new; that has moved", or NULL: nothing has changed. */
static char *compare_types(const struct type *a, const struct type *b)
{
	const char *old = a->head + key_length(a) + 1;
	const char *new = b->head + key_length(b) + 1;
	const char *separator = "";
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		die("out of memory");
	fprintf(f, "%.*s: ", (int)key_length(a), a->head);
	if (!strcmp(old, "declared") != !strcmp(new, "declared")) {
		fprintf(f, "its members are %s to the exporter now",
			strcmp(new, "declared") ? "known" : "unknown");
		separator = "; ";
	} else {
		compare_members(f, a, b, &separator);
		if (strcmp(old, new)) {
			fprintf(f, "%ssize was %s, is %s", separator, old, new);
			separator = "; ";
		}
	}
	fclose(f);
	if (*separator)
		return text;
	free(text);
	return NULL;
}

/* Notes that @export leads to what @text tells; frees @text. */
static void note(char *text, const char *export)
{
	struct change *c = changes;

	while (c < changes + change_count && strcmp(c->text, text))
		c++;
	if (c == changes + change_count) {
		size_t index = change_count;

		changes = grow(changes, change_count++, sizeof(*changes));
		c = &changes[index];
		*c = (struct change){ .text = text };
	} else {
		free(text);
	}
	text = c->exports;
	c->exports = text ? format("%s %s", text, export) :
			    format("%s", export);
	c->count++;
	free(text);
}

static void compare_exports(const struct export *a, const struct export *b)
{
	bool told = false;

	if (strcmp(a->lines[0], b->lines[0])) {
		note(format("%s: was `%s`, is `%s`", a->name, a->lines[0] + 5,
			    b->lines[0] + 5),
		     a->name);
		told = true;
	}
	for (size_t i = 0; i < a->type_count; i++) {
		const struct type *other = find_type(b, &a->types[i]);
		char *text = other ? compare_types(&a->types[i], other) : NULL;

		if (!text)
			continue;
		note(text, a->name);
		told = true;
	}
	if (!told)
		note(format("%s: the order in which it leads to types",
			    a->name),
		     a->name);
}

/* The exports behind a change, on lines of at most 80 columns. */
static void print_exports(const struct change *c)
{
	size_t column = printf("  changes %zu export%s:", c->count,
			       c->count == 1 ? "" : "s");

	for (char *name = strtok(c->exports, " "); name;
	     name = strtok(NULL, " ")) {
		if (column + 1 + strlen(name) > 80)
			column = printf("\n   ") - 1;
		column += printf(" %s", name);
	}
	putchar('\n');
}

static int compare(const char *path_a, const char *path_b)
{
	static struct build a, b;
	size_t changed = 0, gone = 0;

	a = read_build(path_a);
	b = read_build(path_b);

	for (size_t i = 0; i < a.count; i++) {
		const struct export *other = find_export(&b, a.exports[i].name);

		if (!other) {
			printf("%s is no longer exported (%s)\n",
			       a.exports[i].name, a.exports[i].owner);
			gone++;
		} else if (other->crc != a.exports[i].crc) {
			compare_exports(&a.exports[i], other);
			changed++;
		}
	}
	for (size_t i = 0; i < change_count; i++) {
		puts(changes[i].text);
		print_exports(&changes[i]);
	}
	for (size_t i = 0; i < b.count; i++)
		if (!find_export(&a, b.exports[i].name))
			printf("%s is new (%s)\n", b.exports[i].name,
			       b.exports[i].owner);
	printf("%zu exports: %zu changed, %zu gone\n", a.count, changed, gone);
	return changed || gone ? BROKEN : SAME;
}

static int why(const char *symbol, const char *path)
{
	static struct build b;
	const struct export *e;

	b = read_build(path);
	e = find_export(&b, symbol);

	if (!e) {
		fprintf(stderr, "abidiff: nobody exports %s in %s\n", symbol,
			path);
		return BROKEN;
	}
	printf("%s of %s has version 0x%08x, made of:\n", e->name, e->owner,
	       e->crc);
	for (size_t i = 0; i < e->line_count; i++)
		puts(e->lines[i]);
	return SAME;
}

int main(int argc, char **argv)
{
	const char *build = getenv("O");

	if ((argc == 3 || argc == 4) && !strcmp(argv[1], "--why"))
		return why(argv[2], argc == 4 ? argv[3] :
				    build     ? build :
						"build");
	if (argc == 3 && argv[1][0] != '-')
		return compare(argv[1], argv[2]);
	if (argc == 2 && !strcmp(argv[1], "--help")) {
		fputs(usage, stdout);
		return SAME;
	}
	fputs(usage, stderr);
	return FAILED;
}
