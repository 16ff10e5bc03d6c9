/* SPDX-License-Identifier: MIT */
/*
 * Stage identify: who is it? Reads the module's name and .modinfo: licence,
 * version magic, and which taints it would bring. It decides nothing about
 * other modules and changes nothing outside struct load; the taints become
 * the kernel's only when the module starts.
 */
#include <linux/errno.h>
#include <linux/panic.h>
#include <linux/vermagic.h>

#include "../module.h"

const char *modinfo(const struct load *l, const char *tag, const char *prev)
{
	const char *p = prev ? prev + strlen(prev) + 1 : l->info;
	size_t length = strlen(tag);
	const char *end;

	if (!l->info)
		return NULL;
	end = l->info + l->info_size;
	for (; p < end; p += strlen(p) + 1)
		if (!strncmp(p, tag, length) && p[length] == '=')
			return p + length + 1;
	return NULL;
}

/* A name becomes a file in /sys and a word in /proc/modules. */
static bool name_is_sound(const char *name)
{
	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;
	for (; *name; name++)
		if (*name <= ' ' || *name > '~' || *name == '/')
			return false;
	return true;
}

/* Another kernel's struct module is unknown; without a name, the file's. */
static int identify_foreign(struct load *l)
{
	const char *name = modinfo(l, "name", NULL);

	if (name && name_is_sound(name) && strlen(name) < MODULE_NAME_LEN)
		memcpy(l->name, name, strlen(name) + 1);
	return 0;
}

/* The name is in the image of struct module, where modpost put it. */
int identify_name(struct load *l)
{
	const char *name;
	size_t length;

	if (l->foreign)
		return identify_foreign(l);
	name = (const char *)section_bytes(l, l->this_module) +
	       MODULE_STRUCT_NAME;
	length = strnlen(name, MODULE_NAME_LEN);
	if (length == MODULE_NAME_LEN)
		return refuse(l, -EINVAL, "identify.name_length",
			      "the name begins with %.*s", MODULE_NAME_LEN,
			      name);
	if (!name_is_sound(name))
		return refuse(l, -EINVAL, "identify.name", "the name is \"%s\"",
			      name);
	memcpy(l->name, name, length + 1);
	return 0;
}

/* The first word in which two version magics differ, for our line. */
static const char *differing_word(const char *a, const char *b)
{
	const char *word = a;

	for (; *a && *a == *b; a++, b++)
		if (*a == ' ')
			word = a + 1;
	return word;
}

/*
 * Modules with a table of symbol versions may differ in the first word, the
 * release: their versions say more.
 */
static int identify_vermagic(struct load *l)
{
	const char *expected = VERMAGIC_STRING;
	const char *found = modinfo(l, "vermagic", NULL);
	const char *a = expected, *b = found;

	if (l->foreign)
		return 0;
	if (!found)
		return refuse(l, -ENOEXEC, "identify.vermagic_missing",
			      "the module's .modinfo has no vermagic=");
	if (l->versions) {
		a += strcspn(a, " ");
		b += strcspn(b, " ");
	}
	if (!strcmp(a, b))
		return 0;
	load_err(l, "%s: version magic '%s' should be '%s'", l->name, found,
		 expected);
	b = differing_word(b, a);
	return refuse(l, -ENOEXEC, "identify.vermagic",
		      "\"%s\": the words differ from \"%.*s\" on", found,
		      (int)strcspn(b, " "), b);
}

static bool license_is_gpl_compatible(const char *license)
{
	static const char *const compatible[] = {
		"GPL",		"GPL v2",	"GPL and additional rights",
		"Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
	};

	for (u32 i = 0; i < ARRAY_SIZE(compatible); i++)
		if (!strcmp(license, compatible[i]))
			return true;
	return false;
}

static void identify_license(struct load *l)
{
	l->license = modinfo(l, "license", NULL);
	if (!l->license)
		l->license = "unspecified";
	l->gpl_compatible = license_is_gpl_compatible(l->license);
	if (!l->gpl_compatible)
		l->taints |= 1ul << TAINT_PROPRIETARY_MODULE;
}

int identify_module(struct load *l)
{
	const char *livepatch = modinfo(l, "livepatch", NULL);
	int err = identify_vermagic(l);

	if (err)
		return err;
	if (livepatch && !l->foreign) {
		load_err(l,
			 "%s: module is marked as livepatch module, but livepatch support is disabled",
			 l->name);
		return refuse(l, -ENOEXEC, "identify.livepatch",
			      ".modinfo has livepatch=%s", livepatch);
	}
	identify_license(l);
	if (!modinfo(l, "intree", NULL))
		l->taints |= 1ul << TAINT_OOT_MODULE;
	if (modinfo(l, "staging", NULL))
		l->taints |= 1ul << TAINT_CRAP;
	if (modinfo(l, "test", NULL))
		l->taints |= 1ul << TAINT_TEST;
	l->version = modinfo(l, "version", NULL);
	l->srcversion = modinfo(l, "srcversion", NULL);
	return 0;
}
