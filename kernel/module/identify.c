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

#include "../lib/version_range.h"
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

int load_force(struct load *l, const char *reason)
{
	if (!module_force_load)
		return -ENOEXEC;
	if (!(l->taints >> TAINT_FORCED_MODULE & 1))
		load_warn(l, "%s: %s: kernel tainted.", l->name, reason);
	l->taints |= 1ul << TAINT_FORCED_MODULE;
	return 0;
}

/* What the module says of the kernel's versions: its text, or NULL. */
static const char *kernel_range(const struct load *l)
{
	const char *range = NULL;

	while ((range = modinfo(l, "version_range", range)))
		if (!strncmp(range, "kernel:", 7))
			return range + 7;
	return NULL;
}

static int identify_range(struct load *l)
{
	const char *range = kernel_range(l);
	bool preferred;
	int where;

	if (!range || l->foreign)
		return 0;
	where = version_in_range(range, UTS_RELEASE, &preferred);
	if (where)
		return refuse(l, -ENOEXEC, "identify.version_range",
			      "it states kernel:%s (least, preferred, most); this is %s%s",
			      range, UTS_RELEASE,
			      where == -EINVAL ? ", and that is no range" : "");
	if (!preferred)
		load_warn(l,
			  "%s: made for kernel %s, as it states: least, preferred, most",
			  l->name, range);
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
 * Modules with versions of their imports may differ in the first word, the
 * release: their versions say more. module.abi= may ask for more than Linux.
 */
static bool release_may_differ(const struct load *l, const char *release)
{
	if (!l->versions && !l->version_crcs)
		return false;
	switch (module_abi) {
	case MODULE_ABI_STRICT:
		return false;
	case MODULE_ABI_BRANCH:
		return kernel_range(l) ||
		       !compare_versions(release, UTS_RELEASE, 2);
	default:
		return true;
	}
}

static int identify_vermagic(struct load *l)
{
	static const char *const rule[] = {
		[MODULE_ABI_LINUX] = "",
		[MODULE_ABI_STRICT] = "; module.abi=strict: the release too",
		[MODULE_ABI_BRANCH] = "; module.abi=branch: of one branch",
	};
	const char *expected = VERMAGIC_STRING;
	const char *found = modinfo(l, "vermagic", NULL);
	const char *a = expected, *b = found;

	if (l->foreign)
		return 0;
	if (!found || (l->flags & MODULE_INIT_IGNORE_VERMAGIC))
		return load_force(l, "bad vermagic") ?
			       refuse(l, -ENOEXEC, "identify.vermagic_missing",
				      found ? "the caller wants it ignored, and nothing allows that" :
					      "the module's .modinfo has no vermagic=") :
			       0;
	if (release_may_differ(l, found)) {
		a += strcspn(a, " ");
		b += strcspn(b, " ");
	}
	if (!strcmp(a, b))
		return 0;
	load_err(l, "%s: version magic '%s' should be '%s'", l->name, found,
		 expected);
	b = differing_word(b, a);
	return refuse(l, -ENOEXEC, "identify.vermagic",
		      "\"%s\": the words differ from \"%.*s\" on%s", found,
		      (int)strcspn(b, " "), b, rule[module_abi]);
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

/* What is exported for named modules nobody imports. */
static int identify_imports(struct load *l)
{
	const char *import = NULL;

	while ((import = modinfo(l, "import_ns", import))) {
		if (strncmp(import, "module:", 7))
			continue;
		load_err(l, "%s: module tries to import module namespace: %s",
			 l->name, import);
		return refuse(l, -EPERM, "identify.module_namespace",
			      ".modinfo has import_ns=%s", import);
	}
	return 0;
}

static int identify_livepatch(struct load *l)
{
	const char *livepatch = modinfo(l, "livepatch", NULL);

	if (!livepatch || l->foreign)
		return 0;
	load_err(l,
		 "%s: module is marked as livepatch module, but livepatch support is disabled",
		 l->name);
	return refuse(l, -ENOEXEC, "identify.livepatch",
		      ".modinfo has livepatch=%s", livepatch);
}

/* What cannot be refused: licence, origin and versions. */
static int identify_origin(struct load *l)
{
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

int identify_module(struct load *l)
{
	return LOAD_STEPS(l, identify_vermagic, identify_range,
			  identify_imports, identify_livepatch,
			  identify_origin);
}
