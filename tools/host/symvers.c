/* SPDX-License-Identifier: MIT */
/*
 * The exports that a dry run links with, from files in the format of
 * Module.symvers: crc, symbol, module, type of export and namespace, parted
 * by tabs. One hash table, looked up in constant expected time.
 */
#include <linux/kernel.h>
#include <linux/symhash.h>
#include <stdlib.h>

#include "dryrun.h"

/* The file tells no addresses: exports get these, one after another. */
#define STAND_IN_FIRST 0xc0200000u
#define STAND_IN_STEP 16

struct owner {
	struct owner *next;
	struct module mod;
};

struct entry {
	struct entry *next; /* on its chain */
	u32 hash;
	struct export e;
};

#define OWNER_BUCKETS 4096

static struct entry *entries, **chains;
static u32 count, room, buckets;
static struct owner *owners[OWNER_BUCKETS];
static char **texts; /* the files: names point into them */
static u32 text_count;

/* The module's own name: the last part of its path, with `_` for `-`. */
static struct module *owner_of(char *path)
{
	char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct owner **head, *o;

	if (!strcmp(path, "vmlinux"))
		return NULL;
	for (char *p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	head = &owners[symbol_hash(name) % OWNER_BUCKETS];
	for (o = *head; o; o = o->next)
		if (!strncmp(o->mod.name, name, MODULE_NAME_LEN - 1))
			return &o->mod;
	o = calloc(1, sizeof(*o));
	if (!o)
		return NULL;
	snprintf(o->mod.name, sizeof(o->mod.name), "%s", name);
	o->next = *head;
	*head = o;
	return &o->mod;
}

static bool grow(void)
{
	u32 larger = room ? room * 2 : 1024;
	struct entry *e = realloc(entries, larger * sizeof(*e));
	struct entry **c = calloc(larger, sizeof(*c));

	if (e)
		entries = e;
	if (!e || !c) {
		free(c);
		return false;
	}
	free(chains);
	chains = c;
	room = buckets = larger;
	for (u32 i = 0; i < count; i++) {
		struct entry **head = &chains[e[i].hash & (buckets - 1)];

		e[i].next = *head;
		*head = &e[i];
	}
	return true;
}

static const struct entry *find(const char *name, u32 hash)
{
	const struct entry *e = count ? chains[hash & (buckets - 1)] : NULL;

	while (e && (e->hash != hash || strcmp(e->e.name, name)))
		e = e->next;
	return e;
}

static bool add(char *field[5])
{
	u32 hash = symbol_hash(field[1]);
	struct entry *e;

	if (find(field[1], hash))
		return true;
	if (count == room && !grow())
		return false;
	e = &entries[count];
	e->hash = hash;
	e->next = chains[hash & (buckets - 1)];
	e->e.name = field[1];
	e->e.namespace = field[4];
	e->e.crc = strtoul(field[0], NULL, 16);
	e->e.gpl_only = strstr(field[3], "_GPL") != NULL;
	e->e.owner = owner_of(field[2]);
	e->e.value = STAND_IN_FIRST + STAND_IN_STEP * count++;
	chains[hash & (buckets - 1)] = e;
	return true;
}

/* Cuts @line at its tabs. False: it is none of Module.symvers. */
static bool split(char *line, char *field[5])
{
	static char none[] = "";

	for (int i = 0; i < 5; i++) {
		field[i] = line;
		line += strcspn(line, "\t");
		if (*line)
			*line++ = '\0';
	}
	if (!*field[4])
		field[4] = none;
	return *field[1] && *field[2] && !strncmp(field[3], "EXPORT_", 7);
}

static int read_lines(const char *path, char *text)
{
	char *field[5];

	for (u32 line = 1; *text; line++) {
		char *end = text + strcspn(text, "\n");
		bool last = !*end;

		*end = '\0';
		if (end != text && !split(text, field)) {
			fprintf(stderr,
				"modplan: %s:%u: not a line of Module.symvers: give the one that the kernel's build made\n",
				path, line);
			return -1;
		}
		if (end != text && !add(field)) {
			fprintf(stderr, "modplan: %s: out of memory\n", path);
			return -1;
		}
		text = last ? end : end + 1;
	}
	return 0;
}

int symvers_read(const char *path)
{
	u8 *buffer = NULL;
	size_t bytes = 0;
	u32 size;
	const char *why = file_read(path, &buffer, &bytes, &size);
	char **more = realloc(texts, (text_count + 1) * sizeof(*texts));
	char *text = NULL;

	if (more)
		texts = more;
	if (!why && more)
		text = realloc(buffer, (size_t)size + 1);
	if (!text) {
		free(buffer);
		fprintf(stderr, "modplan: %s: %s\n", path,
			why ? why : "out of memory");
		return -1;
	}
	text[size] = '\0';
	texts[text_count++] = text;
	return read_lines(path, text);
}

void symvers_free(void)
{
	for (u32 i = 0; i < OWNER_BUCKETS; i++)
		while (owners[i]) {
			struct owner *o = owners[i];

			owners[i] = o->next;
			free(o);
		}
	for (u32 i = 0; i < text_count; i++)
		free(texts[i]);
	free(texts);
	free(entries);
	free(chains);
	texts = NULL;
	entries = NULL;
	chains = NULL;
	text_count = count = room = buckets = 0;
}

bool symvers_find(const char *name, u32 hash, const char *self,
		  struct export *out)
{
	const struct entry *e = find(name, hash);

	if (!e || (e->e.owner && !strcmp(e->e.owner->name, self)))
		return false;
	*out = e->e;
	return true;
}

bool symvers_at(u32 address, struct export *out)
{
	u32 index = (address - STAND_IN_FIRST) / STAND_IN_STEP;

	if (index >= count || address != entries[index].e.value)
		return false;
	*out = entries[index].e;
	return true;
}

void symvers_each(void (*fn)(const char *name, void *arg), void *arg)
{
	for (u32 i = 0; i < count; i++)
		fn(entries[i].e.name, arg);
}
