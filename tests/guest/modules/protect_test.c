/* SPDX-License-Identifier: MIT */
/*
 * What may be done to which memory: threads try it, and those that may not
 * die of it. Each reads, writes back what it read, or calls.
 */
#include <linux/vmalloc.h>

#include "helper.h"
#include "parts.h"

static bool nx = true;
module_param(nx, bool, 0444);
MODULE_PARM_DESC(nx, "Whether the processor has NX");

struct attempt {
	struct task_struct *task;
	void *where;
	char what; /* 'r', 'w' or 'x' */
};

static int try(void *data)
{
	const struct attempt *a = data;
	volatile unsigned char *p = a->where;
	unsigned char byte;

	if (a->what == 'x') {
		((void (*)(void))a->where)();
		return 0;
	}
	byte = *p;
	if (a->what == 'w')
		*p = byte;
	return 0;
}

/*
 * Threads that were created ahead: where memory is tried that was freed, a new
 * thread's stack could take its place.
 */
#define AHEAD 9
static struct attempt ahead[AHEAD];
static unsigned int ahead_count;

static void create(struct attempt *a)
{
	a->task = kthread_create(try, a, "try");
	get_task_struct(a->task);
}

static void create_ahead(void)
{
	while (ahead_count < AHEAD)
		create(&ahead[ahead_count++]);
}

/* Whether a thread survives doing @what to @where. */
static bool can(char what, void *where)
{
	struct attempt fresh, *a = &fresh;
	int code;

	if (ahead_count)
		a = &ahead[--ahead_count];
	else
		create(a);
	a->where = where;
	a->what = what;
	wake_up_process(a->task);
	while (a->task->__state != TASK_DEAD)
		yield();
	code = a->task->exit_code;
	put_task_struct(a->task);
	return code == 0;
}

static struct parts parts;

static void load_parts(void)
{
	struct export e;

	EXPECT_EQ(load_by_name("parts", ""), 0);
	if (EXPECT(export_find("parts", symbol_hash("parts"), &e)))
		parts = *(const struct parts *)e.value;
}

#define EXPECT_MAY(where, r, w, x)                       \
	do {                                             \
		EXPECT_EQ(can('r', (void *)(where)), r); \
		EXPECT_EQ(can('w', (void *)(where)), w); \
		EXPECT_EQ(can('x', (void *)(where)), x); \
	} while (0)

static void module_text(void)
{
	load_parts();
	EXPECT_MAY(parts.text, true, false, true);
}

static void module_rodata(void)
{
	EXPECT_MAY(parts.rodata, true, false, !nx);
}

static void module_ro_after_init(void)
{
	EXPECT_MAY(parts.ro_after_init, true, false, !nx);
	EXPECT_EQ(((unsigned char *)parts.ro_after_init)[1], 1);
}

static void module_data(void)
{
	EXPECT_MAY(parts.data, true, true, !nx);
}

static void module_bss(void)
{
	EXPECT_MAY(parts.bss, true, true, !nx);
}

static void module_init_parts_are_gone(void)
{
	EXPECT_EQ(unload("parts"), 0);
	create_ahead();
	load_parts();
	EXPECT_MAY(parts.init_text, false, false, false);
	EXPECT_MAY(parts.init_data, false, false, false);
	EXPECT_MAY(parts.init_rodata, false, false, false);
}

static void an_unloaded_module_is_gone(void)
{
	create_ahead();
	EXPECT_EQ(unload("parts"), 0);
	EXPECT_MAY(parts.text, false, false, false);
	EXPECT_MAY(parts.rodata, false, false, false);
	EXPECT_MAY(parts.data, false, false, false);
}

static void kernel_text(void)
{
	EXPECT_MAY(yield, true, false, true);
}

static void kernel_rodata(void)
{
	EXPECT(can('r', (void *)&param_ops_int));
	EXPECT(!can('w', (void *)&param_ops_int));
	if (nx)
		EXPECT(!can('x', (void *)&param_ops_int));
}

static void heap_memory(void)
{
	unsigned char *p = kmalloc(16, GFP_KERNEL);

	if (!EXPECT(p))
		return;
	*p = 0xc3;
	EXPECT_MAY(p, true, true, !nx);
	kfree(p);
}

static void vmalloc_memory_and_its_guard(void)
{
	unsigned char *p = vmalloc(PAGE_SIZE);

	if (!EXPECT(p))
		return;
	*p = 0xc3;
	EXPECT_MAY(p, true, true, !nx);
	EXPECT(can('w', p + PAGE_SIZE - 1));
	EXPECT_MAY(p + PAGE_SIZE, false, false, false);
	create_ahead();
	vfree(p);
	EXPECT_MAY(p, false, false, false);
	EXPECT_MAY(p + PAGE_SIZE, false, false, false);
}

static void stack_memory(void)
{
	unsigned char code[4] = { 0xc3 };

	EXPECT_MAY(code, true, true, !nx);
}

static void null_and_user_addresses(void)
{
	EXPECT_MAY(NULL, false, false, false);
	EXPECT_MAY(0x200000, false, false, false);
	EXPECT_MAY(PAGE_OFFSET - 1, false, false, false);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(module_text),
	KTAP_CASE(module_rodata),
	KTAP_CASE(module_ro_after_init),
	KTAP_CASE(module_data),
	KTAP_CASE(module_bss),
	KTAP_CASE(module_init_parts_are_gone),
	KTAP_CASE(an_unloaded_module_is_gone),
	KTAP_CASE(kernel_text),
	KTAP_CASE(kernel_rodata),
	KTAP_CASE(heap_memory),
	KTAP_CASE(vmalloc_memory_and_its_guard),
	KTAP_CASE(stack_memory),
	KTAP_CASE(null_and_user_addresses),
};

KTAP_SUITE(protect_test, cases);
