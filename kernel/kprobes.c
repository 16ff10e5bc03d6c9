/* SPDX-License-Identifier: MIT */
/*
 * Kprobes and kretprobes: a table of the places that are probed, each with
 * the handlers that its probes have; what happens when one is hit; and what
 * follows calls to their returns. How an instruction is run by itself is
 * cpu/step.c's.
 *
 * Between a hit and its handler no probe may be met: what runs there is
 * marked __kprobes, and may call nothing that is not.
 */
#include <asm/irqflags.h>
#include <asm/paging.h>
#include <asm/sections.h>
#include <linux/bug.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/leaks.h>
#include <linux/panic.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/start_kernel.h>
#include <linux/string.h>

#include "cpu/step.h"
#include "lib/insn.h"
#include "module.h"

#define BUCKETS 64
#define MAXACTIVE 10 /* as Linux has it on one processor */

/* A place that is probed. */
struct kprobe_point {
	struct hlist_node hash;
	struct list_head probes; /* the first that came first */
	u8 *addr;
	u8 opcode; /* what int3 stands for */
	bool armed;
	struct step step;
};

/* A hit that is being handled. */
struct hit {
	struct kprobe_point *point; /* NULL: none is */
	bool stepping;		    /* its instruction runs in its slot */
	unsigned long irq_flag;	    /* for when that is over */
};

static struct hlist_head points[BUCKETS];
static struct hit now;
/* What @now has interrupted: a handler hit another probe. */
static struct hit outer;
/* Handlers at a return belong to no place. */
static struct kprobe_point at_return;

static __always_inline struct hlist_head *bucket_of(unsigned long addr)
{
	return &points[(addr ^ addr >> 6) % BUCKETS];
}

static struct kprobe_point *__kprobes find_point(unsigned long addr)
{
	struct kprobe_point *point;

	hlist_for_each_entry(point, bucket_of(addr), hash)
		if ((unsigned long)point->addr == addr)
			return point;
	return NULL;
}

/* --- Hits. */

static int __kprobes call_pre_handlers(struct kprobe_point *point,
				       struct pt_regs *regs)
{
	struct kprobe *p;

	list_for_each_entry(p, &point->probes, list)
		if (p->pre_handler && !kprobe_disabled(p) &&
		    p->pre_handler(p, regs))
			return 1;
	return 0;
}

static void __kprobes call_post_handlers(struct kprobe_point *point,
					 struct pt_regs *regs)
{
	struct kprobe *p;

	list_for_each_entry(p, &point->probes, list)
		if (p->post_handler && !kprobe_disabled(p))
			p->post_handler(p, regs, 0);
}

/* The hit is over; what it has interrupted goes on. */
static void __kprobes leave_hit(void)
{
	now = outer;
	outer.point = NULL;
}

static void __kprobes step_done(struct pt_regs *regs)
{
	now.stepping = false;
	if (!outer.point)
		call_post_handlers(now.point, regs);
	leave_hit();
}

static void __kprobes single_step(struct kprobe_point *point,
				  struct pt_regs *regs)
{
	now.point = point;
	if (step_begin(&point->step, regs, (unsigned long)point->addr)) {
		step_done(regs);
		return;
	}
	/* Nothing comes between the copy and its int3. */
	now.irq_flag = regs->flags & X86_EFLAGS_IF;
	now.stepping = true;
	regs->flags &= ~X86_EFLAGS_IF;
}

static void __kprobes hit_within_hit(struct kprobe_point *point,
				     struct pt_regs *regs)
{
	struct kprobe *p;

	if (outer.point)
		panic("Failed to recover from reentered kprobes: %pS",
		      point->addr);
	list_for_each_entry(p, &point->probes, list)
		p->nmissed++;
	outer = now;
	now.stepping = false;
	single_step(point, regs);
}

bool __kprobes kprobe_int3_handler(struct pt_regs *regs)
{
	unsigned long addr = regs->ip - sizeof(kprobe_opcode_t);
	struct kprobe_point *point;

	if (now.stepping && step_is_over(&now.point->step, addr)) {
		step_end(&now.point->step, regs,
			 (unsigned long)now.point->addr);
		regs->flags |= now.irq_flag;
		step_done(regs);
		return true;
	}
	point = find_point(addr);
	if (!point)
		return false;
	if (now.point) {
		hit_within_hit(point, regs);
		return true;
	}
	now.point = point;
	if (call_pre_handlers(point, regs))
		leave_hit();
	else
		single_step(point, regs);
	return true;
}

/* The instruction will be met again, and so will the probe: as on Linux. */
void __kprobes kprobe_fault(struct pt_regs *regs)
{
	if (!now.stepping || regs->ip != (unsigned long)now.point->step.slot)
		return;
	regs->ip = (unsigned long)now.point->addr;
	regs->flags |= now.irq_flag;
	leave_hit();
}

void kprobes_abandon(void)
{
	now.point = outer.point = NULL;
	now.stepping = outer.stepping = false;
}

/* --- Where a probe may lie. */

static bool in_kernel_text(unsigned long addr)
{
	return addr >= (unsigned long)_text && addr < (unsigned long)_etext;
}

/* The bytes at @addr as they are without probes: how many, up to 15. */
static size_t read_code(unsigned long addr, u8 *code)
{
	const struct module *mod = __module_text_address(addr);
	unsigned long end = (unsigned long)_etext;
	size_t size;

	for (int i = 0; mod && i < MOD_MEM_NUM_TYPES; i++)
		if (addr - (unsigned long)mod->mem[i].base < mod->mem[i].size)
			end = (unsigned long)mod->mem[i].base +
			      mod->mem[i].size;
	size = min(end - addr, (unsigned long)INSN_MAX);
	memcpy(code, (const void *)addr, size);
	for (size_t i = 0; i < size; i++) {
		const struct kprobe_point *point = find_point(addr + i);

		if (point)
			code[i] = point->opcode;
	}
	return size;
}

/* Whether an instruction begins at @addr: found from its function's begin. */
static bool is_boundary(unsigned long addr)
{
	unsigned long offset, at;
	const char *modname;
	struct insn insn;
	u8 code[INSN_MAX];

	if (!kallsyms_lookup(addr, NULL, &offset, &modname))
		return false;
	for (at = addr - offset; at < addr; at += insn.length)
		if (insn_decode(&insn, code, read_code(at, code)))
			return false;
	return at == addr;
}

static bool lists_function(const unsigned long *list, size_t count,
			   unsigned long function)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == function)
			return true;
	return false;
}

/* By a module's own __kprobes and NOKPROBE_SYMBOL(). */
static bool module_forbids(const struct module *mod, unsigned long addr,
			   unsigned long function)
{
	for (u32 i = 0; i < mod->holds.section_count; i++) {
		const struct module_section *s = &mod->holds.sections[i];

		if (!strcmp(s->name, ".kprobes.text") &&
		    addr - s->address < s->size)
			return true;
		if (!strcmp(s->name, "_kprobe_blacklist") &&
		    lists_function((const unsigned long *)s->address,
				   s->size / sizeof(long), function))
			return true;
	}
	return false;
}

extern const unsigned long __start_kprobe_blacklist[];
extern const unsigned long __stop_kprobe_blacklist[];

bool within_kprobe_blacklist(unsigned long addr)
{
	const struct module *mod = __module_text_address(addr);
	unsigned long offset = 0;
	const char *modname;

	if (addr >= (unsigned long)__entry_text_start &&
	    addr < (unsigned long)__kprobes_text_end)
		return true;
	kallsyms_lookup(addr, NULL, &offset, &modname);
	if (mod)
		return module_forbids(mod, addr, addr - offset);
	return lists_function(__start_kprobe_blacklist,
			      __stop_kprobe_blacklist -
				      __start_kprobe_blacklist,
			      addr - offset);
}

/* The address that was asked for, or an ERR_PTR; *@offset in its symbol. */
static u8 *find_address(const struct kprobe *p, unsigned long *offset)
{
	unsigned long addr = (unsigned long)p->addr;
	const char *modname;

	if (!p->symbol_name == !addr)
		return ERR_PTR(-EINVAL);
	if (p->symbol_name) {
		addr = kallsyms_lookup_name(p->symbol_name);
		if (!addr)
			return ERR_PTR(-ENOENT);
	}
	addr += p->offset;
	if (!kallsyms_lookup(addr, NULL, offset, &modname))
		return ERR_PTR(-ENOENT);
	return (u8 *)addr;
}

static int check_address(unsigned long addr)
{
	const struct module *mod = __module_text_address(addr);
	const struct module_memory *init;

	if ((!mod && !in_kernel_text(addr)) || within_kprobe_blacklist(addr) ||
	    find_bug(addr))
		return -EINVAL;
	if (!mod)
		return 0;
	init = &mod->mem[MOD_INIT_TEXT];
	if (mod->state == MODULE_STATE_GOING ||
	    (addr - (unsigned long)init->base < init->size &&
	     mod->state != MODULE_STATE_COMING))
		return -ENOENT;
	return 0;
}

/* --- Points. */

static struct kprobe_point *add_point(u8 *addr)
{
	struct kprobe_point *point;
	u8 code[INSN_MAX];
	int err;

	if (!is_boundary((unsigned long)addr))
		return ERR_PTR(-EILSEQ);
	point = kzalloc(sizeof(*point), GFP_KERNEL);
	if (!point)
		return ERR_PTR(-ENOMEM);
	err = step_prepare(&point->step, code,
			   read_code((unsigned long)addr, code));
	if (err) {
		kfree(point);
		return ERR_PTR(err);
	}
	INIT_LIST_HEAD(&point->probes);
	point->addr = addr;
	point->opcode = code[0];
	hlist_add_head(&point->hash, bucket_of((unsigned long)addr));
	return point;
}

static bool all_disarmed; /* by who wrote 0 to kprobes/enabled */

/* Its int3 is there while one of its probes is on. */
static void arm(struct kprobe_point *point)
{
	static const u8 int3 = INT3_INSN_OPCODE;
	struct kprobe *p;
	bool on = false;

	list_for_each_entry(p, &point->probes, list)
		on |= !kprobe_disabled(p) && !all_disarmed;
	if (on != point->armed)
		text_poke(point->addr, on ? &int3 : &point->opcode, 1);
	point->armed = on;
}

static void drop_point(struct kprobe_point *point)
{
	hlist_del(&point->hash);
	step_free(&point->step);
	kfree(point);
}

/* The place where @p is registered, or NULL: it is not. */
static struct kprobe_point *point_of(const struct kprobe *p)
{
	struct kprobe_point *point = find_point((unsigned long)p->addr);
	const struct kprobe *other;

	if (!point)
		return NULL;
	list_for_each_entry(other, &point->probes, list)
		if (other == p)
			return point;
	return NULL;
}

int register_kprobe(struct kprobe *p)
{
	struct kprobe_point *point;
	unsigned long offset;
	u8 *addr = find_address(p, &offset);
	int err;

	if (IS_ERR(addr))
		return PTR_ERR(addr);
	if (WARN_ON_ONCE(point_of(p)))
		return -EINVAL;
	p->addr = addr;
	p->flags &= KPROBE_FLAG_DISABLED;
	p->nmissed = 0;
	err = check_address((unsigned long)addr);
	if (err)
		return err;
	point = find_point((unsigned long)addr) ?: add_point(addr);
	if (IS_ERR(point))
		return PTR_ERR(point);
	p->flags |= offset ? 0 : KPROBE_FLAG_ON_FUNC_ENTRY;
	p->opcode = point->opcode;
	list_add_tail(&p->list, &point->probes);
	arm(point);
	return 0;
}
EXPORT_SYMBOL_GPL(register_kprobe);

void unregister_kprobe(struct kprobe *p)
{
	struct kprobe_point *point = point_of(p);

	if (!point) {
		p->addr = NULL;
		return;
	}
	list_del(&p->list);
	arm(point);
	if (list_empty(&point->probes))
		drop_point(point);
}
EXPORT_SYMBOL_GPL(unregister_kprobe);

int register_kprobes(struct kprobe **kps, int num)
{
	int err = num > 0 ? 0 : -EINVAL;

	for (int i = 0; i < num && !err; i++) {
		err = register_kprobe(kps[i]);
		if (err)
			unregister_kprobes(kps, i);
	}
	return err;
}
EXPORT_SYMBOL_GPL(register_kprobes);

void unregister_kprobes(struct kprobe **kps, int num)
{
	for (int i = 0; i < num; i++)
		unregister_kprobe(kps[i]);
}
EXPORT_SYMBOL_GPL(unregister_kprobes);

int disable_kprobe(struct kprobe *kp)
{
	struct kprobe_point *point = point_of(kp);

	if (!point)
		return -EINVAL;
	kp->flags |= KPROBE_FLAG_DISABLED;
	arm(point);
	return 0;
}
EXPORT_SYMBOL_GPL(disable_kprobe);

int enable_kprobe(struct kprobe *kp)
{
	struct kprobe_point *point = point_of(kp);

	if (!point)
		return -EINVAL;
	kp->flags &= ~KPROBE_FLAG_DISABLED;
	arm(point);
	return 0;
}
EXPORT_SYMBOL_GPL(enable_kprobe);

/* --- Modules that go, and the .init of those that have come. */

static void kill_point(struct kprobe_point *point)
{
	struct kprobe *p, *next;

	list_for_each_entry_safe(p, next, &point->probes, list) {
		p->flags |= KPROBE_FLAG_GONE;
		list_del(&p->list);
	}
	arm(point);
	drop_point(point);
}

static int modules_change(struct notifier_block *nb, unsigned long state,
			  void *data)
{
	const struct module *mod = data;
	const struct module_memory *init = &mod->mem[MOD_INIT_TEXT];
	struct kprobe_point *point;
	struct hlist_node *next;

	if (state != MODULE_STATE_GOING && state != MODULE_STATE_LIVE)
		return NOTIFY_DONE;
	for (u32 i = 0; i < BUCKETS; i++)
		hlist_for_each_entry_safe(point, next, &points[i], hash) {
			unsigned long addr = (unsigned long)point->addr;

			if (state == MODULE_STATE_GOING ?
				    within_module(addr, mod) :
				    addr - (unsigned long)init->base <
					    init->size)
				kill_point(point);
		}
	return NOTIFY_DONE;
}

/* --- Kretprobes. */

static void free_holder(struct kretprobe_holder *rph)
{
	while (rph->free) {
		struct kretprobe_instance *ri = rph->free;

		rph->free = ri->next;
		kfree(ri);
		rph->count--;
	}
	if (!rph->count)
		kfree(rph);
}

static struct kretprobe_holder *alloc_holder(struct kretprobe *rp)
{
	struct kretprobe_holder *rph = kzalloc(sizeof(*rph), GFP_KERNEL);

	if (!rph)
		return NULL;
	rph->rp = rp;
	for (int i = 0; i < rp->maxactive; i++) {
		struct kretprobe_instance *ri =
			kzalloc(sizeof(*ri) + rp->data_size, GFP_KERNEL);

		if (!ri) {
			free_holder(rph);
			return NULL;
		}
		ri->rph = rph;
		ri->next = rph->free;
		rph->free = ri;
		rph->count++;
	}
	return rph;
}

/* The call is over, or will never be. */
static void __kprobes recycle(struct kretprobe_instance *ri)
{
	struct kretprobe_holder *rph = ri->rph;
	unsigned long flags;

	local_irq_save(flags);
	ri->next = rph->free;
	rph->free = ri;
	local_irq_restore(flags);
	if (!rph->rp)
		free_holder(rph);
}

/* A kretprobe's handler at the entry of its function. */
static int __kprobes pre_handler_kretprobe(struct kprobe *p,
					   struct pt_regs *regs)
{
	struct kretprobe *rp = container_of(p, struct kretprobe, kp);
	struct kretprobe_instance *ri = rp->rph->free;
	unsigned long *slot = (unsigned long *)regs->sp;

	if (!ri) {
		rp->nmissed++;
		return 0;
	}
	rp->rph->free = ri->next;
	if (rp->entry_handler && rp->entry_handler(ri, regs)) {
		ri->next = rp->rph->free;
		rp->rph->free = ri;
		return 0;
	}
	ri->ret_addr = (kprobe_opcode_t *)*slot;
	ri->fp = slot;
	ri->next = current->kretprobe_instances;
	current->kretprobe_instances = ri;
	*slot = (unsigned long)__kretprobe_trampoline;
	return 0;
}

/*
 * What the task's youngest calls below @sp were: those of one frame are this
 * return's, for as many probes; lower ones never returned, after an oops.
 */
static void *__kprobes frame_left(unsigned long sp, unsigned long *ret)
{
	struct kretprobe_instance *ri = current->kretprobe_instances;
	void *fp = NULL;

	for (; ri && (unsigned long)ri->fp < sp; ri = ri->next) {
		if (ri->fp < fp)
			continue;
		fp = ri->fp;
		*ret = (unsigned long)ri->ret_addr;
	}
	if (!fp)
		panic("kretprobe: Return address not found, not execute handler. Maybe there is a bug in the kernel.");
	return fp;
}

void __kprobes kretprobe_trampoline(struct pt_regs *regs)
{
	struct kprobe_point *before = now.point;
	struct kretprobe_instance *ri;
	unsigned long ret = 0;
	void *fp = frame_left(regs->sp, &ret);

	regs->ip = ret;
	preempt_disable(); /* a handler may not sleep, and can ask */
	now.point = &at_return;
	for (ri = current->kretprobe_instances;
	     ri && (unsigned long)ri->fp < regs->sp;
	     ri = current->kretprobe_instances) {
		struct kretprobe *rp = get_kretprobe(ri);

		current->kretprobe_instances = ri->next;
		if (ri->fp == fp && rp && rp->handler)
			rp->handler(ri, regs);
		recycle(ri);
	}
	now.point = before;
	preempt_enable_no_resched();
}

unsigned long kretprobe_find_ret_addr(const unsigned long *slot)
{
	const struct kretprobe_instance *ri = current->kretprobe_instances;
	unsigned long ret = *slot;

	for (; ri && ret == (unsigned long)__kretprobe_trampoline;
	     ri = ri->next)
		if (ri->fp == slot)
			ret = (unsigned long)ri->ret_addr;
	return ret;
}

void kprobe_flush_task(struct task_struct *task)
{
	while (task->kretprobe_instances) {
		struct kretprobe_instance *ri = task->kretprobe_instances;

		task->kretprobe_instances = ri->next;
		recycle(ri);
	}
}

int register_kretprobe(struct kretprobe *rp)
{
	unsigned long offset;
	u8 *addr = find_address(&rp->kp, &offset);
	int err;

	if (IS_ERR(addr))
		return PTR_ERR(addr);
	if (offset)
		return -EINVAL;
	if (WARN_ON_ONCE(point_of(&rp->kp)))
		return -EINVAL;
	if (rp->data_size > KRETPROBE_MAX_DATA_SIZE)
		return -E2BIG;
	rp->kp.pre_handler = pre_handler_kretprobe;
	rp->kp.post_handler = NULL;
	if (rp->maxactive <= 0)
		rp->maxactive = MAXACTIVE;
	rp->nmissed = 0;
	rp->rph = alloc_holder(rp);
	if (!rp->rph)
		return -ENOMEM;
	err = register_kprobe(&rp->kp);
	if (err) {
		free_holder(rp->rph);
		rp->rph = NULL;
	}
	return err;
}
EXPORT_SYMBOL_GPL(register_kretprobe);

void unregister_kretprobe(struct kretprobe *rp)
{
	unregister_kprobe(&rp->kp);
	if (!rp->rph)
		return;
	rp->rph->rp = NULL;
	free_holder(rp->rph);
	rp->rph = NULL;
}
EXPORT_SYMBOL_GPL(unregister_kretprobe);

int register_kretprobes(struct kretprobe **rps, int num)
{
	int err = num > 0 ? 0 : -EINVAL;

	for (int i = 0; i < num && !err; i++) {
		err = register_kretprobe(rps[i]);
		if (err)
			unregister_kretprobes(rps, i);
	}
	return err;
}
EXPORT_SYMBOL_GPL(register_kretprobes);

void unregister_kretprobes(struct kretprobe **rps, int num)
{
	for (int i = 0; i < num; i++)
		unregister_kretprobe(rps[i]);
}
EXPORT_SYMBOL_GPL(unregister_kretprobes);

/* --- What modules leave. */

static void reclaim_probe(const void *object)
{
	struct kprobe *p = (struct kprobe *)object;

	if (p->pre_handler == pre_handler_kretprobe)
		unregister_kretprobe(container_of(p, struct kretprobe, kp));
	else
		unregister_kprobe(p);
}

/* The first of the probe's handlers that lies in the module, or 0. */
static unsigned long handler_in(const struct leak_scan *scan,
				const struct kprobe *p)
{
	const struct kretprobe *rp = container_of(p, struct kretprobe, kp);
	bool at_returns = p->pre_handler == pre_handler_kretprobe;
	const unsigned long handlers[] = {
		at_returns ? (unsigned long)rp->entry_handler :
			     (unsigned long)p->pre_handler,
		at_returns ? (unsigned long)rp->handler :
			     (unsigned long)p->post_handler,
	};

	for (u32 i = 0; i < ARRAY_SIZE(handlers); i++)
		if (leak_in(scan, handlers[i]))
			return handlers[i];
	return 0;
}

static void look_at_probe(struct leak_scan *scan, const struct kprobe *p)
{
	unsigned long handler = handler_in(scan, p);

	if (!handler && !leak_in(scan, p))
		return;
	leak_found(scan,
		   &(struct leak){
			   .kind = p->pre_handler == pre_handler_kretprobe ?
					   "kretprobe on" :
					   "kprobe on",
			   .name = p->symbol_name,
			   .object = p,
			   .target = handler,
			   .danger = handler ?
					     "its handler is in this module" :
					     "its structure is in this module",
			   .reclaim = reclaim_probe,
		   });
}

static void scan_probes(struct leak_scan *scan)
{
	const struct kprobe_point *point;
	const struct kprobe *p;

	for (u32 i = 0; i < BUCKETS; i++)
		hlist_for_each_entry(point, &points[i], hash)
			list_for_each_entry(p, &point->probes, list)
				look_at_probe(scan, p);
}
LEAK_SOURCE(probes, scan_probes);

/* --- /sys/kernel/debug/kprobes, and the start. */

static void show_probe(struct seq_file *m, const struct kprobe *p)
{
	unsigned long offset = 0;
	const char *modname = NULL;
	const char *name = kallsyms_lookup((unsigned long)p->addr, NULL,
					   &offset, &modname);

	seq_printf(m, "%px  %c  %s+0x%lx  %s %s\n", p->addr,
		   p->pre_handler == pre_handler_kretprobe ? 'r' : 'k',
		   name ?: "?", offset, modname ?: " ",
		   p->flags & KPROBE_FLAG_DISABLED ? "[DISABLED]" : "");
}

static int list_show(struct seq_file *m, void *unused)
{
	const struct kprobe_point *point;
	const struct kprobe *p;

	for (u32 i = 0; i < BUCKETS; i++)
		hlist_for_each_entry(point, &points[i], hash)
			list_for_each_entry(p, &point->probes, list)
				show_probe(m, p);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(list);

static int enabled_get(void *unused, u64 *value)
{
	*value = !all_disarmed;
	return 0;
}

static int enabled_set(void *unused, u64 value)
{
	struct kprobe_point *point;

	if (all_disarmed == !value)
		return 0;
	all_disarmed = !value;
	for (u32 i = 0; i < BUCKETS; i++)
		hlist_for_each_entry(point, &points[i], hash)
			arm(point);
	pr_info("Kprobes globally %s\n", value ? "enabled" : "disabled");
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(enabled_fops, enabled_get, enabled_set, "%llu\n");

static void show_forbidden(struct seq_file *m, unsigned long addr)
{
	unsigned long size = 0;
	const char *modname;

	if (kallsyms_lookup(addr, &size, NULL, &modname))
		seq_printf(m, "0x%px-0x%px\t%ps\n", (void *)addr,
			   (void *)(addr + size), (void *)addr);
}

static void show_forbidden_text(struct seq_file *m, unsigned long addr,
				unsigned long end)
{
	unsigned long size, offset;
	const char *modname;

	for (; addr < end && kallsyms_lookup(addr, &size, &offset, &modname);
	     addr += size - offset)
		show_forbidden(m, addr - offset);
}

static void show_forbidden_list(struct seq_file *m, const unsigned long *list,
				const unsigned long *end)
{
	for (; list < end; list++)
		show_forbidden(m, *list);
}

static int blacklist_show(struct seq_file *m, void *unused)
{
	const struct module *mod;

	show_forbidden_text(m, (unsigned long)__entry_text_start,
			    (unsigned long)__kprobes_text_end);
	show_forbidden_list(m, __start_kprobe_blacklist,
			    __stop_kprobe_blacklist);
	list_for_each_entry(mod, &modules, list) {
		for (u32 i = 0; i < mod->holds.section_count; i++) {
			const struct module_section *s =
				&mod->holds.sections[i];
			unsigned long end = s->address + s->size;

			if (!strcmp(s->name, ".kprobes.text"))
				show_forbidden_text(m, s->address, end);
			if (!strcmp(s->name, "_kprobe_blacklist"))
				show_forbidden_list(m, (void *)s->address,
						    (void *)end);
		}
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(blacklist);

void kprobes_init(void)
{
	static struct notifier_block watcher = {
		.notifier_call = modules_change,
	};
	struct dentry *folder = debugfs_create_dir("kprobes", NULL);

	register_module_notifier(&watcher);
	debugfs_create_file("list", 0400, folder, NULL, &list_fops);
	debugfs_create_file("enabled", 0600, folder, NULL, &enabled_fops);
	debugfs_create_file("blacklist", 0400, folder, NULL, &blacklist_fops);
}
