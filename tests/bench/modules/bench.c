/* SPDX-License-Identifier: MIT */
/*
 * Measures what the file bench/script in the initramfs names, a command a
 * line, and tells the log a line "bench: WHAT CASE FIGURE=VALUE..." of each:
 *
 *   load CASE             bench/CASE.ko: its load, each stage, its unload
 *   memory CASE           what it takes while it is loaded
 *   lookup CASE COUNT     bench/CASE.ko exports sym_000000 and so on
 *   chain CASE COUNT      bench/CASE_0000.ko and so on, each uses the previous
 *   heap NAME COUNT       so many pairs of kmalloc() and kfree(), and others
 *   hint CASE             a load that is refused: what the explanation costs
 *   hash                  64 KiB by each hash
 *   verify CASE           bench/CASE.p7s by the key in bench/CASE.der
 *
 * Figures are guest instructions. QEMU's -icount shift=5 lets 32 ns pass with
 * each, and the time stamp counter counts nanoseconds of the guest's time; what
 * that claims is measured first, on code whose length is known. Nothing is
 * subtracted: interrupts that come meanwhile are counted in.
 */
#include <asm/tsc.h>
#include <linux/fcntl.h>
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/symhash.h>
#include <linux/vmalloc.h>

#include "crypto/pkcs7.h"
#include "crypto/x509.h"
#include "fs/initramfs.h"
#include "mm/arena.h"
#include "mm/frames.h"
#include "module.h"

#define TICKS_SHIFT 5 /* TSC ticks an instruction, as a power of two */
#define SAMPLES 500   /* look-ups measured, of many */
#define PART 100      /* loads at the begin and the end of a chain */

static u32 instructions(u64 since)
{
	return (u32)((rdtsc() - since) >> TICKS_SHIFT);
}

/* Loads bench/@name.ko: its cost at *@cost, and 0 or a negative errno. */
static int load(const char *name, u32 *cost)
{
	const struct initramfs_file *file;
	char path[64];
	u64 begin;
	int err;

	snprintf(path, sizeof(path), "bench/%s.ko", name);
	file = initramfs_find(path);
	if (!file)
		return -ENOENT;
	begin = rdtsc();
	err = load_module(file->data, file->size, path, "", 0);
	*cost = instructions(begin);
	return err;
}

static int unload(const char *name, u32 *cost)
{
	u64 begin = rdtsc();
	int err = unload_module(name, O_NONBLOCK);

	*cost = instructions(begin);
	return err;
}

static bool failed(const char *what, const char *name, int err)
{
	if (err)
		pr_alert("bench: FAILED to %s %s: %d\n", what, name, err);
	return err;
}

static void tell_stages(const char *name)
{
	const char *stage;

	pr_alert("bench: stages %s", name);
	for (u32 i = 0, ticks;
	     stage = NULL, ticks = stage_cost(i, &stage), stage; i++)
		pr_cont(" %s=%u", stage, ticks >> TICKS_SHIFT);
	pr_cont("\n");
}

static void do_load(char *name, u32 unused)
{
	u32 loading, unloading;

	if (failed("load", name, load(name, &loading)))
		return;
	tell_stages(name);
	if (failed("unload", name, unload(name, &unloading)))
		return;
	pr_alert("bench: load %s load=%u unload=%u\n", name, loading,
		 unloading);
}

/* What the kernel has in its heap on behalf of @mod. */
static u32 record_bytes(const struct module *mod)
{
	const struct module_holdings *h = &mod->holds;
	const struct module_use *use;
	u32 bytes = ksize(h->exports) + ksize(h->sections) + ksize(h->args);

	list_for_each_entry(use, &h->uses, in_uses)
		bytes += ksize(use);
	return bytes;
}

static void do_memory(char *name, u32 unused)
{
	unsigned long frames = frames_free_count(), pages = arena_pages();
	const struct module *mod;
	u32 cost, bytes = 0;

	if (failed("load", name, load(name, &cost)))
		return;
	mod = find_module(name);
	for (u32 i = 0; i < MOD_MEM_NUM_TYPES; i++)
		bytes += mod->mem[i].size;
	pr_alert("bench: memory %s bytes=%u pages=%lu records=%u frames=%lu\n",
		 name, bytes, arena_pages() - pages, record_bytes(mod),
		 frames - frames_free_count());
	failed("unload", name, unload(name, &cost));
}

static u32 find_cost(const char *name, bool *found)
{
	u64 begin = rdtsc();
	struct export e;

	*found = export_find(name, symbol_hash(name), &e);
	return instructions(begin);
}

static void do_lookup(char *name, u32 count)
{
	u32 cost, unloading, all = 0, most = 0, absent = 0;
	u32 samples = max(min(count, (u32)SAMPLES), 1u);
	bool found;

	if (failed("load", name, load(name, &cost)))
		return;
	tell_stages(name);
	for (u32 i = 0; i < samples; i++) {
		u32 number = i * (count / samples), this;
		char symbol[32];

		snprintf(symbol, sizeof(symbol), "sym_%06u", number);
		this = find_cost(symbol, &found);
		failed("find", symbol, found ? 0 : -ENOENT);
		all += this;
		most = max(most, this);
		snprintf(symbol, sizeof(symbol), "sym_%06ux", number);
		absent += find_cost(symbol, &found);
		failed("miss", symbol, found ? -EEXIST : 0);
	}
	failed("unload", name, unload(name, &unloading));
	pr_alert("bench: lookup %s load=%u unload=%u mean=%u worst=%u absent=%u\n",
		 name, cost, unloading, all / samples, most, absent / samples);
}

static void member_name(char *buf, size_t size, const char *name, u32 number)
{
	snprintf(buf, size, "%s_%04u", name, number);
}

static void do_chain(char *name, u32 count)
{
	u32 first[2] = { 0 }, last[2] = { 0 }, cost;
	char member[MODULE_NAME_LEN];

	for (u32 i = 0; i < count; i++) {
		member_name(member, sizeof(member), name, i);
		if (failed("load", member, load(member, &cost)))
			return;
		first[0] += i < PART ? cost : 0;
		last[0] += i >= count - PART ? cost : 0;
	}
	for (u32 i = count; i--;) {
		member_name(member, sizeof(member), name, i);
		if (failed("unload", member, unload(member, &cost)))
			return;
		first[1] += i < PART ? cost : 0;
		last[1] += i >= count - PART ? cost : 0;
	}
	pr_alert("bench: chain %s load_first=%u load_last=%u unload_first=%u unload_last=%u\n",
		 name, first[0] / PART, last[0] / PART, first[1] / PART,
		 last[1] / PART);
}

/* One pair of each kind; what is held beside keeps its slab. */
static void do_heap(char *name, u32 count)
{
	void *held = kmalloc(64, GFP_KERNEL);
	u32 heap, pages, arena;
	u64 begin = rdtsc();

	count = max(count, 1u);
	for (u32 i = 0; i < count; i++)
		kfree(kmalloc(64, GFP_KERNEL));
	heap = instructions(begin);
	begin = rdtsc();
	for (u32 i = 0; i < count; i++)
		free_page(__get_free_page(GFP_KERNEL));
	pages = instructions(begin);
	begin = rdtsc();
	for (u32 i = 0; i < count; i++)
		vfree(vmalloc(64));
	arena = instructions(begin);
	kfree(held);
	pr_alert("bench: heap %s kmalloc=%u page=%u vmalloc=%u\n", name,
		 heap / count, pages / count, arena / count);
}

static void do_hint(char *name, u32 unused)
{
	u32 cost = 0;
	int err = load(name, &cost);

	failed("refuse", name, err == -ENOENT ? 0 : -EINVAL);
	pr_alert("bench: hint %s load=%u\n", name, cost);
}

static void do_hash(char *unused, u32 unused2)
{
	static u8 buffer[65536];
	const struct signed_bytes bytes = { .data = buffer,
					    .size = sizeof(buffer) };
	u8 digest[DIGEST_MAX];

	for (u32 i = 0; i < HASH_COUNT; i++) {
		u64 begin = rdtsc();

		hash_bytes(i, &bytes, digest);
		pr_alert("bench: hash %s cost=%u\n", hash_name(i),
			 instructions(begin));
	}
}

static const struct initramfs_file *find(const char *name, const char *kind)
{
	char path[64];

	snprintf(path, sizeof(path), "bench/%s.%s", name, kind);
	return initramfs_find(path);
}

static void do_verify(char *name, u32 unused)
{
	const struct initramfs_file *der = find(name, "der");
	const struct initramfs_file *p7s = find(name, "p7s");
	const struct signed_bytes bytes = { .data = (const u8 *)"bench",
					    .size = 5 };
	u8 digest[DIGEST_MAX];
	struct x509 cert;
	struct pkcs7 p7;
	const char *why;
	u64 begin;

	if (!der || !p7s || x509_parse(der->data, der->size, &cert, &why) ||
	    pkcs7_parse(p7s->data, p7s->size, &p7, &why)) {
		failed("read", name, -EBADMSG);
		return;
	}
	begin = rdtsc();
	hash_bytes(p7.signers[0].hash, &bytes, digest);
	if (!verify_signature(&cert.key, p7.signers[0].hash, digest,
			      &p7.signers[0].signature))
		failed("verify", name, -EKEYREJECTED);
	pr_alert("bench: verify %s cost=%u\n", name, instructions(begin));
}

/* Each figure is known; a count of instructions that is wrong shows here. */
static void check_the_clock(void)
{
	static u8 buffer[4096];
	u32 nothing, loop, copy, n = 1000;
	void *to = buffer, *from = buffer + 8;
	u64 begin = rdtsc();

	nothing = instructions(begin);
	begin = rdtsc();
	asm volatile("1: dec %0\n\tjnz 1b" : "+r"(n));
	loop = instructions(begin) - nothing;
	n = 1000;
	begin = rdtsc();
	asm volatile("rep movsl" : "+c"(n), "+D"(to), "+S"(from) : : "memory");
	copy = instructions(begin) - nothing;
	pr_alert("bench: clock nothing=%u loop2000=%u rep1000=%u\n", nothing,
		 loop, copy);
}

static const struct command {
	const char *name;
	void (*run)(char *name, u32 count);
} commands[] = {
	{ "load", do_load },	 { "memory", do_memory },
	{ "lookup", do_lookup }, { "chain", do_chain },
	{ "hint", do_hint },	 { "hash", do_hash },
	{ "verify", do_verify }, { "heap", do_heap },
};

/* Cuts the first word off @text; what follows it is returned. */
static char *cut_word(char *text)
{
	char *rest = text + strcspn(text, " ");

	if (*rest)
		*rest++ = '\0';
	return rest;
}

static void run_line(char *line)
{
	char *name = cut_word(line), *count = cut_word(name);

	for (u32 i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, line))
			commands[i].run(name, simple_strtoul(count, NULL, 10));
}

static int __init bench_init(void)
{
	u64 now = rdtsc();
	const struct initramfs_file *file = initramfs_find("bench/script");
	char *script, *p, *line;

	pr_alert("bench: boot firmware=%llu kernel=%llu\n",
		 boot_tsc >> TICKS_SHIFT, (now - boot_tsc) >> TICKS_SHIFT);
	check_the_clock();
	script = file ? kmemdup_nul((const char *)file->data, file->size,
				    GFP_KERNEL) :
			NULL;
	if (!script)
		return -ENOENT;
	for (p = script; (line = strsep(&p, "\n"));)
		run_line(line);
	kfree(script);
	pr_alert("bench: end\n");
	return 0;
}

static void __exit bench_exit(void)
{
}

module_init(bench_init);
module_exit(bench_exit);

MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(MORTISE_INTERNAL);
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Measures the loader, in guest instructions");
