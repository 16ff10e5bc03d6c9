/* SPDX-License-Identifier: MIT */
/*
 * Probes: handlers and what they are given, every kind of instruction, every
 * error, hits within hits and in interrupts, returns, modules that go.
 */
#include <asm/irqflags.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/uaccess.h>

#include "helper.h"

/* --- Targets. */

int probed_add(int a, int b, int c, int d);
int probed_outer(int n);
int probed_nap(int ms);
int probed_depth(int n);
unsigned long probed_kinds(void);
unsigned long probed_flags(void);
extern const u8 probed_kinds_end[], probed_flags_end[];

static volatile int bias;

noinline int probed_add(int a, int b, int c, int d)
{
	return a + 10 * b + 100 * c + 1000 * d + bias;
}

noinline int probed_outer(int n)
{
	return probed_add(n, 1, 2, 3) + 1;
}

noinline int probed_nap(int ms)
{
	msleep(ms);
	return ms + 1;
}

noinline int probed_depth(int n)
{
	return n ? probed_depth(n - 1) + 1 + bias : 0;
}

/*
 * Instructions that run by themselves cannot do in another place, between
 * ones that can. eax gathers what each has led to.
 */
asm("	.pushsection .text\n"
    "	.globl probed_kinds\n"
    "	.type probed_kinds, @function\n"
    "probed_kinds:\n"
    "	push %ebp\n"
    "	mov %esp, %ebp\n"
    "	push %ebx\n"
    "	push %esi\n"
    "	push %edi\n"
    "	sub $16, %esp\n"
    "	mov $1, %eax\n"
    "	call 10f\n" /* a call, and the address that it pushes */
    "1:	add %eax, %eax\n"
    "	movl $10f, (%esp)\n"
    "	call *(%esp)\n" /* by memory, of the stack itself */
    "	mov $10f, %esi\n"
    "	call *%esi\n"
    "	movl $2f, 4(%esp)\n"
    "	mov %esp, %edx\n"
    "	jmp *4(%esp)\n"
    "	ud2\n"
    "2:	mov $3f, %edi\n"
    "	jmp *%edi\n"
    "	ud2\n"
    "3:	mov $5, %ecx\n"
    "4:	lea 3(%eax, %ecx, 2), %eax\n"
    "	loop 4b\n"
    "	jecxz 5f\n"
    "	ud2\n"
    "5:	xor %edx, %edx\n"
    "	cmp $7, %edx\n"
    "	jae 6f\n"
    "	jl 7f\n"
    "6:	ud2\n"
    "7:	jmp 8f\n"
    "	.skip 200, 0x90\n" /* far: an offset of 32 bits */
    "8:	test %edx, %edx\n"
    "	jne 7b\n"
    "	sete %dl\n"
    "	add %edx, %eax\n"
    "	stc\n"
    "	pushf\n"
    "	clc\n"
    "	popf\n"
    "	adc $0, %eax\n"
    "	std\n"
    "	pushf\n"
    "	pop %edx\n"
    "	cld\n"
    "	and $0x400, %edx\n"
    "	add %edx, %eax\n"
    "	mov $12f, %esi\n"
    "	mov %esp, %edi\n"
    "	mov $4, %ecx\n"
    "	rep movsl\n"
    "	mov $13f, %esi\n"
    "	mov $3, %ecx\n"
    "	rep lodsb\n"
    "	push %eax\n"
    "	pushl (%esp)\n"
    "	pop 4(%esp)\n"
    "	push $11f\n"
    "	ret\n"
    "	ud2\n"
    "11:	pop %eax\n"
    "	enter $8, $0\n"
    "	leave\n"
    "	xchg %eax, %edx\n"
    "	xchg %edx, %eax\n"
    "	push %esp\n"
    "	pop %ecx\n"
    "	sub %esp, %ecx\n"
    "	add %ecx, %eax\n"
    "	lock addl $0, (%esp)\n"
    "	bswap %eax\n"
    "	shld $3, %eax, %edx\n"
    "	push $5\n"
    "	call 14f\n"
    "	imul $7, %eax, %eax\n"
    "	lea -12(%ebp), %esp\n"
    "	pop %edi\n"
    "	pop %esi\n"
    "	pop %ebx\n"
    "	pop %ebp\n"
    "	rep ret\n"
    "10:	mov (%esp), %ebx\n" /* where it was called from */
    "	sub $1b, %ebx\n"
    "	add %ebx, %eax\n"
    "	add $17, %eax\n"
    "	ret\n"
    "14:	add 4(%esp), %eax\n"
    "	ret $4\n"
    "	.globl probed_kinds_end\n"
    "probed_kinds_end:\n"
    "	.size probed_kinds, . - probed_kinds\n"
    "	.popsection\n"
    "	.pushsection .rodata\n"
    "12:	.long 1, 2, 3, 4\n"
    "13:	.byte 5, 6, 7\n"
    "	.popsection\n"
    /* The interrupt flag: one bit of eax for each time that it is asked. */
    "	.pushsection .text\n"
    "	.globl probed_flags\n"
    "	.type probed_flags, @function\n"
    "probed_flags:\n"
    "	pushf\n"
    "	xor %eax, %eax\n"
    "	sti\n"
    "	pushf\n"
    "	pop %edx\n"
    "	bt $9, %edx\n"
    "	adc %eax, %eax\n"
    "	cli\n"
    "	pushf\n"
    "	pop %edx\n"
    "	bt $9, %edx\n"
    "	adc %eax, %eax\n"
    "	pushf\n"
    "	orl $0x200, (%esp)\n"
    "	popf\n"
    "	nop\n"
    "	pushf\n"
    "	pop %edx\n"
    "	bt $9, %edx\n"
    "	adc %eax, %eax\n"
    "	popf\n"
    "	ret\n"
    "	.globl probed_flags_end\n"
    "probed_flags_end:\n"
    "	.size probed_flags, . - probed_flags\n"
    "	.popsection\n");

/* --- Handlers. */

static unsigned int pre_hits, post_hits;
static struct pt_regs pre_regs, post_regs;
static char story[64];

/* The bytes of the function at @at, as its symbol has them. */
static unsigned long size_of(unsigned long at)
{
	char text[KSYM_SYMBOL_LEN];
	unsigned long size = 0;
	char *end;

	sprint_symbol(text, at);
	end = strchrnul(text, ' ');
	*end = '\0';
	end = strrchr(text, '/');
	EXPECT(end && !kstrtoul(end + 1, 0, &size));
	return size;
}

static int count_pre(struct kprobe *p, struct pt_regs *regs)
{
	pre_hits++;
	pre_regs = *regs;
	return 0;
}

static void count_post(struct kprobe *p, struct pt_regs *regs,
		       unsigned long flags)
{
	post_hits++;
	post_regs = *regs;
}

static void forget(void)
{
	pre_hits = post_hits = 0;
	story[0] = '\0';
}

static struct kprobe probe_of(const char *symbol)
{
	forget();
	return (struct kprobe){ .symbol_name = symbol,
				.pre_handler = count_pre,
				.post_handler = count_post };
}

/* --- Cases. */

static void handlers_run_around_the_instruction(void)
{
	struct kprobe p = probe_of("probed_add");

	EXPECT_EQ(register_kprobe(&p), 0);
	EXPECT_EQ((u32)p.addr, (u32)probed_add);
	EXPECT_EQ(p.opcode, 0x55); /* push %ebp */
	EXPECT_EQ(*p.addr, BREAKPOINT_INSTRUCTION);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	EXPECT_EQ(pre_hits, 1);
	EXPECT_EQ(post_hits, 1);
	EXPECT_EQ(pre_regs.ip, (u32)probed_add + 1);
	EXPECT_EQ(post_regs.ip, (u32)probed_add + 1);
	EXPECT_EQ(post_regs.sp, pre_regs.sp - 4);
	EXPECT_EQ(pre_regs.cs, 0x60);
	EXPECT_EQ(pre_regs.ss, 0x68);
	EXPECT(pre_regs.flags & X86_EFLAGS_IF);
	EXPECT(post_regs.flags & X86_EFLAGS_IF);
	EXPECT(!user_mode(&pre_regs));
	unregister_kprobe(&p);
	EXPECT_EQ(*p.addr, 0x55);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	EXPECT_EQ(pre_hits, 1);
}

static int read_arguments(struct kprobe *p, struct pt_regs *regs)
{
	for (unsigned int i = 0; i < 4; i++)
		EXPECT_EQ(regs_get_kernel_argument(regs, i), i + 1);
	EXPECT_EQ(regs_get_register(regs, offsetof(struct pt_regs, dx)), 2);
	EXPECT_EQ(regs_get_register(regs, offsetof(struct pt_regs, cs)), 0x60);
	EXPECT_EQ(regs_get_register(regs, 1000), 0);
	EXPECT(regs_within_kernel_stack(regs, (unsigned long)&regs));
	EXPECT_EQ(kernel_stack_pointer(regs), regs->sp);
	pre_hits++;
	return 0;
}

static void a_handler_reads_arguments(void)
{
	struct kprobe p = probe_of("probed_add");

	p.pre_handler = read_arguments;
	EXPECT_EQ(register_kprobe(&p), 0);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	EXPECT_EQ(pre_hits, 1);
	unregister_kprobe(&p);
}

/* As if the function had returned at once. */
static int skip_function(struct kprobe *p, struct pt_regs *regs)
{
	regs_set_return_value(regs, 99);
	instruction_pointer_set(regs, regs_get_kernel_stack_nth(regs, 0));
	regs->sp += 4;
	return 1;
}

static void a_handler_may_go_on_elsewhere(void)
{
	struct kprobe p = probe_of("probed_add");

	p.pre_handler = skip_function;
	EXPECT_EQ(register_kprobe(&p), 0);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 99);
	EXPECT_EQ(post_hits, 0);
	unregister_kprobe(&p);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
}

#define PROBES_MAX 400

static struct kprobe probes[PROBES_MAX];

/* A probe at each place of [@from, @to) that takes one: how many. */
static unsigned int probe_all(const void *from, const void *to)
{
	unsigned int count = 0;

	forget();
	memset(probes, 0, sizeof(probes));
	for (const u8 *at = from; at < (const u8 *)to; at++) {
		struct kprobe *p = &probes[count];
		int err;

		*p = (struct kprobe){ .addr = (kprobe_opcode_t *)at,
				      .pre_handler = count_pre,
				      .post_handler = count_post };
		err = register_kprobe(p);
		if (!err)
			count++;
		else
			EXPECT(err == -EILSEQ || err == -EOPNOTSUPP ||
			       (err == -EINVAL && at[0] == 0x0f &&
				at[1] == 0x0b));
		if (!EXPECT(count < PROBES_MAX))
			break;
	}
	return count;
}

static void unprobe(unsigned int count)
{
	while (count)
		unregister_kprobe(&probes[--count]);
}

static void each_kind_of_instruction_is_stepped(void)
{
	unsigned long frames, expected = probed_kinds();
	unsigned int count = probe_all(probed_kinds, probed_kinds_end);

	EXPECT(count > 90);
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(probed_kinds(), expected);
	EXPECT(pre_hits > 3 * 90);
	EXPECT_EQ(pre_hits, post_hits);
	unprobe(count);
	EXPECT_EQ(probed_kinds(), expected);
	/* Slots are given back. */
	frames = frames_free_count();
	unprobe(probe_all(probed_kinds, probed_kinds_end));
	EXPECT_EQ(frames_free_count(), frames);
}

static void the_interrupt_flag_is_what_the_code_sets(void)
{
	unsigned int count = probe_all(probed_flags, probed_flags_end);
	unsigned long flags;

	EXPECT_EQ(count, 22);
	EXPECT_EQ(probed_flags(), 5);
	EXPECT(!irqs_disabled());
	local_irq_save(flags);
	EXPECT_EQ(probed_flags(), 5);
	EXPECT(irqs_disabled());
	local_irq_restore(flags);
	unprobe(count);
	EXPECT_EQ(pre_hits, 2 * 22);
	EXPECT_EQ(post_hits, 2 * 22);
}

/* What faults in its slot has its fixup by its own place. */
static void a_fault_finds_its_fixup(void)
{
	unsigned long at = kallsyms_lookup_name("copy_user");
	unsigned int count;
	char buffer[23];

	if (!at)
		at = kallsyms_lookup_name("copy_from_user");
	count = probe_all((void *)at, (void *)(at + size_of(at)));
	EXPECT_EQ(copy_from_user(buffer, (void __user *)0x10, sizeof(buffer)),
		  sizeof(buffer));
	EXPECT_EQ(copy_from_user(buffer, (void __user *)0xb0000000, 7), 7);
	EXPECT(!irqs_disabled());
	unprobe(count);
	EXPECT(pre_hits > 10);
	/* Those that faulted were met again, and not stepped. */
	EXPECT(post_hits < pre_hits);
}

static int tell(struct kprobe *p, struct pt_regs *regs)
{
	strlcat(story, p->flags & KPROBE_FLAG_ON_FUNC_ENTRY ? "+" : "?",
		sizeof(story));
	strlcat(story, (const char *)p->symbol_name + 7, sizeof(story));
	return 0;
}

static int tell_second(struct kprobe *p, struct pt_regs *regs)
{
	strlcat(story, "2", sizeof(story));
	return 0;
}

static void several_lie_at_one_place(void)
{
	struct kprobe a = probe_of("probed_add"), b = a;
	struct kprobe *both[] = { &a, &b };

	a.pre_handler = tell;
	b.pre_handler = tell_second;
	EXPECT_EQ(register_kprobes(both, 2), 0);
	probed_add(1, 2, 3, 4);
	EXPECT(!strcmp(story, "+add2"));
	EXPECT_EQ(post_hits, 2);
	EXPECT_EQ(disable_kprobe(&a), 0);
	EXPECT(kprobe_disabled(&a));
	probed_add(1, 2, 3, 4);
	EXPECT(!strcmp(story, "+add22"));
	EXPECT_EQ(disable_kprobe(&b), 0);
	EXPECT_EQ(*a.addr, a.opcode);
	probed_add(1, 2, 3, 4);
	EXPECT(!strcmp(story, "+add22"));
	EXPECT_EQ(enable_kprobe(&b), 0);
	EXPECT_EQ(enable_kprobe(&a), 0);
	probed_add(1, 2, 3, 4);
	EXPECT(!strcmp(story, "+add22+add2"));
	unregister_kprobe(&a);
	probed_add(1, 2, 3, 4);
	EXPECT(!strcmp(story, "+add22+add22"));
	unregister_kprobe(&b);
	EXPECT_EQ(enable_kprobe(&b), -EINVAL);
	EXPECT_EQ(disable_kprobe(&b), -EINVAL);
}

static void a_disabled_one_is_registered_disabled(void)
{
	struct kprobe p = probe_of("probed_add");

	p.flags = KPROBE_FLAG_DISABLED;
	EXPECT_EQ(register_kprobe(&p), 0);
	probed_add(1, 2, 3, 4);
	EXPECT_EQ(pre_hits, 0);
	EXPECT_EQ(enable_kprobe(&p), 0);
	probed_add(1, 2, 3, 4);
	EXPECT_EQ(pre_hits, 1);
	unregister_kprobe(&p);
}

static int try(const char *symbol, void *addr, unsigned int offset)
{
	struct kprobe p = { .symbol_name = symbol,
			    .addr = addr,
			    .offset = offset };
	int err = register_kprobe(&p);

	if (!err)
		unregister_kprobe(&p);
	return err;
}

static noinline void warns(int n)
{
	WARN_ON(n);
}

static void errors_are_linux_own(void)
{
	static int data;
	void *heap = kmalloc(16, GFP_KERNEL);
	const u8 *ud2 = (const u8 *)warns;

	EXPECT_EQ(try(NULL, NULL, 0), -EINVAL);
	EXPECT_EQ(try("probed_add", probed_add, 0), -EINVAL);
	EXPECT_EQ(try("no_such_symbol", NULL, 0), -ENOENT);
	EXPECT_EQ(try("", NULL, 0), -ENOENT);
	EXPECT_EQ(try("no_such_module:probed_add", NULL, 0), -ENOENT);
	EXPECT_EQ(try("probes_test:probed_add", NULL, 0), 0);
	EXPECT_EQ(try("probes_test:kmalloc", NULL, 0), -ENOENT);
	EXPECT_EQ(try(NULL, (void *)0x1000, 0), -ENOENT);
	EXPECT_EQ(try(NULL, heap, 0), -ENOENT);
	EXPECT_EQ(try(NULL, &data, 0), -EINVAL);
	EXPECT_EQ(try("jiffies", NULL, 0), -EINVAL);
	EXPECT_EQ(try("probed_kinds", NULL, 2), -EILSEQ);
	EXPECT_EQ(try("probed_kinds", NULL, 1), 0);
	while (ud2[0] != 0x0f || ud2[1] != 0x0b)
		ud2++;
	EXPECT_EQ(try(NULL, (void *)ud2, 0), -EINVAL);
	kfree(heap);
}

NOKPROBE_SYMBOL(probed_depth);

int never_probed(void);

noinline int __kprobes never_probed(void)
{
	return bias;
}

static void some_places_are_forbidden(void)
{
	static const char *const names[] = {
		"trap",		"common_entry", "kprobe_int3_handler",
		"step_begin",	"switch_to",	"kretprobe_trampoline",
		"never_probed", "probed_depth", "__kretprobe_trampoline",
	};

	never_probed();
	for (int i = 0; i < ARRAY_SIZE(names); i++)
		if (!EXPECT_EQ(try(names[i], NULL, 0), -EINVAL))
			ktap_say("  # that was %s", names[i]);
	EXPECT_EQ(try("probed_depth", NULL, 1), -EINVAL);
}

void probed_refused(void);
extern const u8 probed_refused_end[];

/* What would leave its slot, or never end there. None of it runs. */
asm("	.pushsection .text\n"
    "	.globl probed_refused\n"
    "	.type probed_refused, @function\n"
    "probed_refused:\n"
    "	hlt\n"
    "	iret\n"
    "	lret\n"
    "	lret $8\n"
    "	lcall *(%eax)\n"
    "	ljmp *(%eax)\n"
    "	ljmp $0x60, $0\n"
    "	lcall $0x60, $0\n"
    "	int $0x80\n"
    "	int3\n"
    "	into\n"
    "	mov %eax, %ss\n"
    "	pop %ss\n"
    "	sysenter\n"
    "	sysexit\n"
    "	popfw\n"
    "	jcxz .\n"
    "	.globl probed_refused_end\n"
    "probed_refused_end:\n"
    "	.size probed_refused, . - probed_refused\n"
    "	.popsection\n");

static void what_cannot_be_stepped_is_refused(void)
{
	unsigned int refused = 0;

	for (const u8 *at = (const u8 *)probed_refused; at < probed_refused_end;
	     at++) {
		int err = try(NULL, (void *)at, 0);

		refused += err == -EOPNOTSUPP;
		EXPECT(err == -EOPNOTSUPP || err == -EILSEQ);
	}
	EXPECT_EQ(refused, 17);
}

static void twice_is_once_too_many(void)
{
	struct kprobe a = probe_of("probed_add"), b = probe_of("probed_nap"),
		      c = probe_of("no_such_symbol");
	struct kprobe *all[] = { &a, &b, &c };

	EXPECT_EQ(register_kprobes(all, 3), -ENOENT);
	EXPECT_EQ(*(u8 *)probed_add, 0x55);
	EXPECT_EQ(*(u8 *)probed_nap, 0x55);
	EXPECT_EQ(register_kprobes(all, 0), -EINVAL);
	/* Its address is still there, beside the name. */
	EXPECT_EQ(register_kprobe(&a), -EINVAL);
	a.addr = NULL;
	EXPECT_EQ(register_kprobe(&a), 0);
	unregister_kprobe(&a);
	unregister_kprobe(&a); /* nothing happens */
	EXPECT_EQ((u32)a.addr, 0);
}

static int calls_probed(struct kprobe *p, struct pt_regs *regs)
{
	pre_hits++;
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	return 0;
}

static void a_hit_within_a_hit_is_missed(void)
{
	struct kprobe inner = probe_of("probed_add");
	struct kprobe p = probe_of("probed_outer");

	p.pre_handler = calls_probed;
	EXPECT_EQ(register_kprobe(&inner), 0);
	EXPECT_EQ(register_kprobe(&p), 0);
	EXPECT_EQ(probed_outer(5), 3216);
	EXPECT_EQ(inner.nmissed, 1);
	EXPECT_EQ(p.nmissed, 0);
	/* The outer's own, and the inner's of the call that is no handler's. */
	EXPECT_EQ(pre_hits, 2);
	EXPECT_EQ(post_hits, 2);
	unregister_kprobe(&p);
	unregister_kprobe(&inner);
}

static void interrupts_are_probed(void)
{
	struct kprobe p = probe_of("irq_handle");

	EXPECT_EQ(register_kprobe(&p), 0);
	msleep(50);
	unregister_kprobe(&p);
	EXPECT(pre_hits >= 4);
	EXPECT_EQ(pre_hits, post_hits);
	EXPECT(!(pre_regs.flags & X86_EFLAGS_IF));
}

static void busy_functions_are_probed_whole(void)
{
	static const char *const names[] = { "schedule", "kmalloc", "kfree",
					     "vsnprintf" };

	for (int i = 0; i < ARRAY_SIZE(names); i++) {
		unsigned long at = kallsyms_lookup_name(names[i]);
		unsigned long size = min(size_of(at), 150ul);
		unsigned int count = probe_all((void *)at, (void *)(at + size));
		char text[32];

		msleep(5);
		kfree(kmalloc(100, GFP_KERNEL));
		snprintf(text, sizeof(text), "%-5d|%s", 42, "abc");
		EXPECT(!strcmp(text, "42   |abc"));
		unprobe(count);
		EXPECT(count > 3);
		EXPECT(pre_hits > 3);
	}
}

/* --- Returns. */

struct note {
	int argument;
	char word[8];
};

static int returned[8];
static unsigned int entries, returns;

static int note_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct note *note = (struct note *)ri->data;

	entries++;
	note->argument = regs_get_kernel_argument(regs, 0);
	strcpy(note->word, "hello");
	return note->argument < 0;
}

static int note_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct note *note = (struct note *)ri->data;
	const struct kretprobe *rp = get_kretprobe(ri);

	EXPECT(!strcmp(note->word, "hello"));
	EXPECT(rp && rp->handler == note_return);
	EXPECT_EQ(regs->ip, get_kretprobe_retaddr(ri));
	if (returns < ARRAY_SIZE(returned))
		returned[returns] = regs_return_value(regs);
	returns++;
	return 0;
}

static struct kretprobe retprobe_of(const char *symbol)
{
	entries = returns = 0;
	return (struct kretprobe){ .kp.symbol_name = symbol,
				   .handler = note_return,
				   .entry_handler = note_entry,
				   .data_size = sizeof(struct note) };
}

static void a_return_is_probed(void)
{
	struct kretprobe rp = retprobe_of("probed_add");

	EXPECT_EQ(register_kretprobe(&rp), 0);
	EXPECT_EQ(rp.maxactive, 10);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	EXPECT_EQ(probed_outer(5), 3216);
	EXPECT_EQ(probed_add(-1, 2, 3, 4), 4319); /* its entry says no */
	EXPECT_EQ(entries, 3);
	EXPECT_EQ(returns, 2);
	EXPECT_EQ(returned[0], 4321);
	EXPECT_EQ(returned[1], 3215);
	EXPECT_EQ(disable_kretprobe(&rp), 0);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	EXPECT_EQ(entries, 3);
	EXPECT_EQ(enable_kretprobe(&rp), 0);
	unregister_kretprobe(&rp);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
	EXPECT_EQ(entries, 3);
	EXPECT_EQ(rp.nmissed, 0);
}

static int change_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	regs_set_return_value(regs, regs_return_value(regs) + 1);
	returns++;
	return 0;
}

static void several_at_one_return(void)
{
	struct kretprobe a = retprobe_of("probed_add"), b = a;
	struct kretprobe *both[] = { &a, &b };

	a.handler = b.handler = change_return;
	EXPECT_EQ(register_kretprobes(both, 2), 0);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4323);
	EXPECT_EQ(returns, 2);
	unregister_kretprobes(both, 2);
	EXPECT_EQ(probed_add(1, 2, 3, 4), 4321);
}

int probed_recursion(int n);

noinline int probed_recursion(int n)
{
	return n ? probed_recursion(n - 1) + 1 + bias : 0;
}

static void calls_past_maxactive_are_missed(void)
{
	struct kretprobe rp = retprobe_of("probed_recursion");

	rp.maxactive = 3;
	EXPECT_EQ(register_kretprobe(&rp), 0);
	EXPECT_EQ(probed_recursion(7), 7);
	EXPECT_EQ(returns, 3);
	EXPECT_EQ(returned[0], 5);
	EXPECT_EQ(returned[1], 6);
	EXPECT_EQ(returned[2], 7);
	EXPECT_EQ(rp.nmissed, 5);
	unregister_kretprobe(&rp);
}

static void errors_of_returns(void)
{
	struct kretprobe rp = retprobe_of("probed_kinds");

	rp.kp.offset = 1;
	EXPECT_EQ(register_kretprobe(&rp), -EINVAL);
	rp = retprobe_of("no_such_symbol");
	EXPECT_EQ(register_kretprobe(&rp), -ENOENT);
	rp = retprobe_of("probed_add");
	rp.data_size = KRETPROBE_MAX_DATA_SIZE + 1;
	EXPECT_EQ(register_kretprobe(&rp), -E2BIG);
	rp = retprobe_of("trap");
	EXPECT_EQ(register_kretprobe(&rp), -EINVAL);
	unregister_kretprobe(&rp);
}

static int nap(void *ms)
{
	return probed_nap((long)ms);
}

/* It returns when nobody asks any more. */
static void a_call_outlives_its_probe(void)
{
	struct kretprobe rp = retprobe_of("probed_nap");
	struct task_struct *task;

	EXPECT_EQ(register_kretprobe(&rp), 0);
	task = kthread_run(nap, (void *)30, "napper");
	EXPECT(!IS_ERR(task));
	get_task_struct(task);
	msleep(10);
	EXPECT_EQ(entries, 1);
	unregister_kretprobe(&rp);
	memset(&rp, 0xff, sizeof(rp));
	EXPECT_EQ(kthread_stop(task), 31);
	put_task_struct(task);
	EXPECT_EQ(returns, 0);
}

static void two_tasks_return_in_any_order(void)
{
	struct kretprobe rp = retprobe_of("probed_nap");
	struct task_struct *task;

	EXPECT_EQ(register_kretprobe(&rp), 0);
	task = kthread_run(nap, (void *)40, "napper");
	EXPECT(!IS_ERR(task));
	get_task_struct(task);
	EXPECT_EQ(probed_nap(20), 21);
	EXPECT_EQ(kthread_stop(task), 41);
	put_task_struct(task);
	unregister_kretprobe(&rp);
	EXPECT_EQ(returns, 2);
	EXPECT_EQ(returned[0], 21);
	EXPECT_EQ(returned[1], 41);
}

/* --- Modules. */

static struct kprobe of_init = { .symbol_name = "plain:init_module",
				 .pre_handler = count_pre };
static int init_result;

static int probe_coming(struct notifier_block *nb, unsigned long state,
			void *data)
{
	const struct module *mod = data;

	if (state == MODULE_STATE_COMING && !strcmp(mod->name, "plain"))
		init_result = register_kprobe(&of_init);
	return NOTIFY_OK;
}

static void init_is_probed_and_goes(void)
{
	struct notifier_block nb = { .notifier_call = probe_coming };

	forget();
	init_result = 1;
	of_init.addr = NULL;
	EXPECT_EQ(register_module_notifier(&nb), 0);
	EXPECT_EQ(load_by_name("plain", ""), 0);
	EXPECT_EQ(unregister_module_notifier(&nb), 0);
	EXPECT_EQ(init_result, 0);
	EXPECT_EQ(pre_hits, 1);
	EXPECT(kprobe_gone(&of_init));
	EXPECT_EQ(enable_kprobe(&of_init), -EINVAL);
	unregister_kprobe(&of_init);
	EXPECT_EQ(unload("plain"), 0);
}

static void a_probed_module_may_go(void)
{
	struct kprobe p = probe_of("slow_answer");
	struct kretprobe rp = retprobe_of("slow_answer");
	int (*answer)(int unused);
	unsigned long frames = 0;

	for (int i = 0; i < 2; i++) {
		EXPECT_EQ(load_by_name("slow", "ms=0"), 0);
		p.addr = rp.kp.addr = NULL;
		EXPECT_EQ(register_kprobe(&p), 0);
		EXPECT_EQ(register_kretprobe(&rp), 0);
		answer = (void *)kallsyms_lookup_name("slow_answer");
		EXPECT_EQ(answer(1), 42);
		EXPECT_EQ(module_refcount(find_module("slow")), 0);
		EXPECT_EQ(unload("slow"), 0);
		EXPECT(kprobe_gone(&p));
		EXPECT_EQ(enable_kprobe(&p), -EINVAL);
		unregister_kprobe(&p);
		unregister_kretprobe(&rp);
		EXPECT_EQ(pre_hits, i + 1);
		EXPECT_EQ(returns, i + 1);
		if (!i)
			frames = frames_free_count();
	}
	EXPECT_EQ(frames_free_count(), frames);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(handlers_run_around_the_instruction),
	KTAP_CASE(a_handler_reads_arguments),
	KTAP_CASE(a_handler_may_go_on_elsewhere),
	KTAP_CASE(each_kind_of_instruction_is_stepped),
	KTAP_CASE(the_interrupt_flag_is_what_the_code_sets),
	KTAP_CASE(a_fault_finds_its_fixup),
	KTAP_CASE(several_lie_at_one_place),
	KTAP_CASE(a_disabled_one_is_registered_disabled),
	KTAP_CASE(errors_are_linux_own),
	KTAP_CASE(some_places_are_forbidden),
	KTAP_CASE(what_cannot_be_stepped_is_refused),
	KTAP_CASE(twice_is_once_too_many),
	KTAP_CASE(a_hit_within_a_hit_is_missed),
	KTAP_CASE(interrupts_are_probed),
	KTAP_CASE(busy_functions_are_probed_whole),
	KTAP_CASE(a_return_is_probed),
	KTAP_CASE(several_at_one_return),
	KTAP_CASE(calls_past_maxactive_are_missed),
	KTAP_CASE(errors_of_returns),
	KTAP_CASE(a_call_outlives_its_probe),
	KTAP_CASE(two_tasks_return_in_any_order),
	KTAP_CASE(init_is_probed_and_goes),
	KTAP_CASE(a_probed_module_may_go),
};

KTAP_SUITE(probes_test, cases);
