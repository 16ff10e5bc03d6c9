/* SPDX-License-Identifier: MIT */
/*
 * Refusals: every rule of the loader by name, with what it expects and how to
 * mend what breaks it, and the one function that refuses. docs/refusals.md
 * tells more of each. It decides nothing.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/vermagic.h>

#include "module.h"

struct rule {
	const char *name;
	const char *expects;
	const char *fix;
};

static const char damaged[] =
	"the file is damaged or was cut off: copy it again and compare sha256sum";
static const char rebuild[] = "build it for this kernel: make M=<its folder>";
static const char not_object[] =
	"load the .ko that the build made, not a program, library or archive";
static const char memory[] =
	"unload what is not needed, or give the machine more memory";

/* In order of their names. */
static const struct rule rules[] = {
	{ "admit.arguments", "a string of parameters in the caller's memory",
	  "pass init_module(2) or finit_module(2) a string, \"\" for none" },
	{ "admit.blacklist", "a module that module_blacklist= does not name",
	  "take its name off module_blacklist= on the kernel's command line" },
	{ "admit.built_in", "a name that no part of the kernel has",
	  "give the module another name" },
	{ "admit.busy", "a load or unload under way to end within 30 seconds",
	  "see with lsmod which init or exit does not return" },
	{ "admit.crashed", "no module of that name in the kernel",
	  "reboot: what a crashed module holds cannot be taken back" },
	{ "admit.duplicate", "no module of that name in the kernel",
	  "nothing to do, or rmmod it first to load another build" },
	{ "admit.failed", "the other load of the same name to succeed",
	  "read in the log why it failed, and try again" },
	{ "admit.kept", "no module of that name in the kernel",
	  "rmmod it once what its unload named has gone" },
	{ "admit.modules_disabled", "kernel.modules_disabled to be 0",
	  "reboot: the switch goes one way, so that nobody can turn it back" },
	{ "admit.nomodule", "a kernel that was started without nomodule",
	  "take nomodule off the kernel's command line" },
	{ "admit.sig_content", "a signature over the file, and apart from it",
	  "sign it with tools/sign-file, or openssl cms without -nodetach" },
	{ "admit.sig_format", "a signature in strict DER (CMS SignedData)",
	  damaged },
	{ "admit.sig_kind", "a signature over plain data, without attributes",
	  "sign it with tools/sign-file, or openssl cms -binary -noattr" },
	{ "admit.sig_lockdown", "a signed module: the kernel is locked down",
	  "sign it with tools/sign-file, or start without lockdown=" },
	{ "admit.sig_message",
	  "SignedData of version 1 or 3, signers of the same",
	  "sign it with tools/sign-file" },
	{ "admit.sig_mismatch",
	  "the signature that the key makes over the file",
	  "restore the file that was signed, or sign it again" },
	{ "admit.sig_missing", "a signed module: signatures are enforced",
	  "sign it: tools/sign-file HASH KEY CERT MODULE" },
	{ "admit.sig_no_key", "a signature by a key that the kernel trusts",
	  "sign it with such a key, or add its certificate (addkey, TRUSTED_KEYS=)" },
	{ "admit.sig_revoked", "a key and a file that nobody has revoked",
	  "get a newer build, signed by a key that is not revoked" },
	{ "admit.sig_section", "one section of type 0x6ffffff6, then zeros",
	  "sign it again with tools/sign-elf" },
	{ "admit.sig_trailer", "12 sound bytes before the signature's marker",
	  damaged },
	{ "admit.sig_unsupported",
	  "PKCS#7 by RSA or ECDSA over SHA-224 to SHA-512",
	  "sign it with tools/sign-file sha512" },
	{ "check.alignment",
	  "sh_addralign 0 or a power of two, up to 0x100000 where it is loaded",
	  "leave out __aligned() of that size, or rebuild a damaged file" },
	{ "check.class", "a 32-bit object: e_ident[EI_CLASS] is 1",
	  "compile for i386: -m32, or make M=<its folder>" },
	{ "check.data", "little-endian data: e_ident[EI_DATA] is 1",
	  "compile for i386: make M=<its folder>" },
	{ "check.export_strings_end", "a NUL at the end of __ksymtab_strings",
	  damaged },
	{ "check.header_size", "an ELF header, which has 52 bytes", damaged },
	{ "check.machine", "e_machine 3 (i386) or 6 (i486)",
	  "compile for i386: make M=<its folder>" },
	{ "check.magic", "an ELF file: 7f 45 4c 46 (\\x7fELF)", not_object },
	{ "check.memory", "memory to read the section headers into", memory },
	{ "check.modinfo_count", "at most one section .modinfo",
	  "link the parts with ld -r, which merges them" },
	{ "check.modinfo_end", "a NUL at the end of .modinfo", damaged },
	{ "check.name_table",
	  "section names in a string table that ends in NUL", damaged },
	{ "check.name_table_index", "e_shstrndx to be the index of a section",
	  damaged },
	{ "check.nobits", "bytes in the file of what is read, run or relocated",
	  "do not strip the module with --only-keep-debug" },
	{ "check.section_bounds", "each section's bytes inside the file",
	  damaged },
	{ "check.section_count", "at least one section header",
	  "do not strip section headers: they are all that a loader has" },
	{ "check.section_entry_size", "section headers of 40 bytes", damaged },
	{ "check.section_name", "each section's name inside the name table",
	  damaged },
	{ "check.section_table", "the section headers inside the file",
	  damaged },
	{ "check.section_zero", "section 0 to be empty and of type SHT_NULL",
	  damaged },
	{ "check.string_table",
	  "symbol names in a string table that begins and ends with NUL",
	  damaged },
	{ "check.symbol_name", "each symbol's name inside the string table",
	  damaged },
	{ "check.symbol_table", "exactly one symbol table",
	  "do not strip it (strip --strip-debug keeps what is needed)" },
	{ "check.symbol_table_link",
	  "the symbol table to name its string table in sh_link", damaged },
	{ "check.this_module", "exactly one section .gnu.linkonce.this_module",
	  rebuild },
	{ "check.this_module_flags",
	  "struct module in bytes that are loaded and writable", rebuild },
	{ "check.this_module_size", "struct module of this kernel's size",
	  rebuild },
	{ "check.type", "a relocatable object: e_type is 1 (ET_REL)",
	  not_object },
	{ "check.version", "ELF version 1", damaged },
	{ "check.versions",
	  "versions of imports as modpost writes them: whole entries, names that end",
	  rebuild },
	{ "identify.livepatch", "a module that patches nothing",
	  "leave out MODULE_INFO(livepatch, ...): there is no live patching" },
	{ "identify.module_namespace",
	  "no import of a namespace that is for named modules",
	  "take out that MODULE_IMPORT_NS: the exporter names who may use it" },
	{ "identify.name",
	  "a name of printable characters without blank or slash",
	  "rename the module's source or its obj-m line, and rebuild" },
	{ "identify.name_length", "a name of at most 55 characters",
	  "rename the module's source or its obj-m line, and rebuild" },
	{ "identify.vermagic", "version magic \"" VERMAGIC_STRING "\"",
	  rebuild },
	{ "identify.vermagic_missing",
	  "version magic: the kernel that the module was built for", rebuild },
	{ "identify.version_range",
	  "a kernel in the range that the module states",
	  "get the module for this kernel, or widen MODULE_VERSION_RANGE" },
	{ "layout.limit", "a module of at most 0x4000000 bytes in memory",
	  "make its static arrays smaller and allocate them in init" },
	{ "layout.memory", "pages for the module in the arena", memory },
	{ "layout.size", "sections that fit into 32-bit addresses together",
	  damaged },
	{ "layout.write_exec",
	  "no section that is both writable and executable",
	  "keep code and data in sections of their own" },
	{ "link.common", "no common symbols: each variable in a section",
	  "compile with -fno-common, and define the variable in one file" },
	{ "link.crc",
	  "the version of the symbol that the module was built against",
	  "rebuild it: make M=<its folder>; tools/abidiff tells what has changed" },
	{ "link.exporter_busy", "the exporting module's init to end in 30 s",
	  "see why that init does not return" },
	{ "link.exporter_going", "the exporting module to stay",
	  "load the exporter again first" },
	{ "link.gpl_only", "a GPL-compatible licence for a GPL-only export",
	  "use another export, or license the module under the GPL" },
	{ "link.memory", "memory to link with", memory },
	{ "link.namespace", "an import of the namespace of each symbol used",
	  "add MODULE_IMPORT_NS(<the namespace>), unless it is for other modules" },
	{ "link.no_versions", "a version for what the module uses of others",
	  "rebuild it with make M=<its folder>, or boot with module.force_load=1" },
	{ "link.proprietary",
	  "no proprietary module's symbols beside GPL-only ones",
	  "use the one or the other, or license the exporter under the GPL" },
	{ "link.section_index",
	  "each symbol to lie in a section that the file has", damaged },
	{ "link.unknown_symbol", "an export of that name",
	  "load the module that exports it first (modprobe does), or mend the name" },
	{ "link.version_range",
	  "modules in the ranges that the module states for them",
	  "get the versions that fit together, or widen MODULE_VERSION_RANGE" },
	{ "relocate.offset", "each place inside its section", damaged },
	{ "relocate.overlap",
	  "sections of relocations that do not share bytes of the file",
	  damaged },
	{ "relocate.rela", "SHT_REL: on i386 the addend is in the place",
	  "assemble and link with GNU or LLVM tools for i386" },
	{ "relocate.symbol_index", "each index inside the symbol table",
	  damaged },
	{ "relocate.symbol_section", "symbols in sections that are loaded",
	  "refer to nothing in .modinfo or debug sections, or rebuild" },
	{ "relocate.type", "R_386_32, R_386_PC32 or R_386_PLT32",
	  "compile with the flags of make M=<its folder>, above all -fno-pic" },
	{ "seal.constructor", "constructors in the module's own text",
	  damaged },
	{ "seal.exit", "exit in the module's own text, outside .init.text",
	  "name the function with module_exit(), and mark it __exit" },
	{ "seal.export_duplicate", "symbols that nobody else exports",
	  "rename the symbol, or unload the module that exports it" },
	{ "seal.export_name",
	  "names in the module, not in .init sections, ending in NUL",
	  damaged },
	{ "seal.export_twice", "each symbol exported once by the module",
	  "leave one EXPORT_SYMBOL of it" },
	{ "seal.export_value", "each exported symbol inside the module",
	  damaged },
	{ "seal.export_version", "a version for each exported symbol",
	  "rebuild it with make M=<its folder>, or boot with module.force_load=1" },
	{ "seal.init", "init in the module's own text",
	  "name the function with module_init()" },
	{ "seal.memory", "memory for the module's records", memory },
	{ "seal.parameter_name",
	  "names in the module, not in .init sections, ending in NUL",
	  damaged },
	{ "seal.parameter_ops",
	  "operations of the kernel, or the module's own, that lead to code",
	  damaged },
	{ "seal.parameter_value", "a variable that can be written and stays",
	  "leave out const and __initdata on what a parameter sets" },
	{ "seal.record_size", "a whole number of records", rebuild },
	{ "start.init", "init to return 0",
	  "read the module's own lines above: it is its init that refused" },
	{ "start.memory", "memory for the module's records", memory },
	{ "start.oops", "init to return",
	  "read the oops above: EIP names the function and the offset" },
	{ "start.parameter", "values that the parameters take",
	  "see modinfo for each parameter's type" },
	{ "start.veto", "the module notifiers to agree",
	  "unload the module whose notifier refused, or ask it why" },
	{ "unload.busy", "a module that is live",
	  "wait until its init or exit has returned" },
	{ "unload.crashed", "a module whose init and exit returned",
	  "reboot: what a crashed module holds cannot be taken back" },
	{ "unload.disabled", "kernel.modules_disabled to be 0",
	  "reboot: the switch goes one way, so that nobody can turn it back" },
	{ "unload.holders", "no module that uses this one's symbols",
	  "unload those that use it first (modprobe -r does)" },
	{ "unload.in_use", "no reference on the module",
	  "close what it serves; rmmod -f overrides this, at your own risk" },
	{ "unload.leaks", "an exit that undoes all that its module set up",
	  "when that has ended, rmmod again; module.leaks=reclaim may end it" },
	{ "unload.no_exit", "an exit, since the module has an init",
	  "give the module a module_exit(); rmmod -f overrides this" },
	{ "unload.oops", "exit to return",
	  "read the oops above: EIP names the function and the offset" },
	{ "unload.unknown", "a loaded module of that name",
	  "see the names with lsmod; a file's name is not always its module's" },
};

static const struct rule *find_rule(const char *name)
{
	for (u32 i = 0; i < ARRAY_SIZE(rules); i++)
		if (!strcmp(rules[i].name, name))
			return &rules[i];
	return NULL;
}

const char *rule_expects(const char *rule)
{
	const struct rule *r = find_rule(rule);

	return r ? r->expects : NULL;
}

const char *rule_fix(const char *rule)
{
	const struct rule *r = find_rule(rule);

	return r ? r->fix : NULL;
}

const char *rule_name(unsigned int index)
{
	return index < ARRAY_SIZE(rules) ? rules[index].name : NULL;
}

const char *errno_name(int err)
{
	static const struct {
		int err;
		const char *name;
	} names[] = {
		{ EPERM, "EPERM" },
		{ ENOENT, "ENOENT" },
		{ EIO, "EIO" },
		{ ENOEXEC, "ENOEXEC" },
		{ EAGAIN, "EAGAIN" },
		{ ENOMEM, "ENOMEM" },
		{ EFAULT, "EFAULT" },
		{ EBUSY, "EBUSY" },
		{ EEXIST, "EEXIST" },
		{ ENODEV, "ENODEV" },
		{ EINVAL, "EINVAL" },
		{ ENOSPC, "ENOSPC" },
		{ ERANGE, "ERANGE" },
		{ ENOKEY, "ENOKEY" },
		{ ENODATA, "ENODATA" },
		{ EKEYREJECTED, "EKEYREJECTED" },
		{ EBADMSG, "EBADMSG" },
		{ ENOPKG, "ENOPKG" },
		{ EROFS, "EROFS" },
		{ EOPNOTSUPP, "EOPNOTSUPP" },
		{ ERESTARTSYS, "ERESTARTSYS" },
	};

	for (u32 i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].err == err || names[i].err == -err)
			return names[i].name;
	return "an errno";
}

/* What comes from the file may hold anything: escape it for the log. */
static void escape(char *out, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text && n + 5 < size; text++) {
		u8 c = *text;

		if (c >= ' ' && c <= '~')
			out[n++] = c;
		else
			n += snprintf(out + n, size - n, "\\x%02x", c);
	}
	out[n] = '\0';
}

static void log_line(const char *level, const char *fmt, va_list args)
{
	char raw[400], line[480];

	vsnprintf(raw, sizeof(raw), fmt, args);
	escape(line, sizeof(line), raw);
	printk("%s%s\n", level, line);
}

void load_err(struct load *l, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	log_line(KERN_ERR, fmt, args);
	va_end(args);
}

void load_warn(struct load *l, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	log_line(KERN_WARNING, fmt, args);
	va_end(args);
}

#define WRAP 52 /* columns for text behind time, module and label */

/* One part of the explanation, on as many lines as 80 columns ask for. */
static void explain(const char *name, const char *label, const char *text)
{
	while (*text) {
		size_t length = strlen(text), cut = length;

		if (length > WRAP) {
			for (cut = WRAP; cut && text[cut] != ' '; cut--)
				;
			if (!cut)
				cut = WRAP;
		}
		printk(KERN_ERR "%s:   %-8s %.*s\n", name, label, (int)cut,
		       text);
		text += cut;
		text += strspn(text, " ");
		label = "";
	}
}

/* @label may still be a file's name, which may hold anything. */
static void explain_refusal(const char *label, int err, const char *rule,
			    const char *found)
{
	const struct rule *r = find_rule(rule);
	char name[4 * MODULE_NAME_LEN];

	escape(name, sizeof(name), label);
	printk(KERN_ERR "%s: refused by rule %s (%s)\n", name, rule,
	       errno_name(err));
	explain(name, "expected", r ? r->expects : "");
	explain(name, "found", found);
	explain(name, "fix", r ? r->fix : "");
}

int refuse(struct load *l, int err, const char *rule, const char *found, ...)
{
	char raw[FOUND_MAX], line[FOUND_MAX];
	va_list args;

	va_start(args, found);
	vsnprintf(raw, sizeof(raw), found, args);
	va_end(args);
	escape(line, sizeof(line), raw);
	if (l->refusal.err != err) {
		l->refusal.err = err;
		l->refusal.rule = rule;
		memcpy(l->refusal.found, line, sizeof(line));
	}
	explain_refusal(l->name, err, rule, line);
	return err;
}

void refuse_more(const struct load *l, const char *label, const char *fmt, ...)
{
	char raw[FOUND_MAX], line[FOUND_MAX], name[4 * MODULE_NAME_LEN];
	va_list args;

	va_start(args, fmt);
	vsnprintf(raw, sizeof(raw), fmt, args);
	va_end(args);
	escape(line, sizeof(line), raw);
	escape(name, sizeof(name), l->name);
	explain(name, label, line);
}

int refuse_unload(const char *name, int err, const char *rule,
		  const char *found, ...)
{
	char line[FOUND_MAX];
	va_list args;

	va_start(args, found);
	vsnprintf(line, sizeof(line), found, args);
	va_end(args);
	explain_refusal(name, err, rule, line);
	return err;
}
