/* SPDX-License-Identifier: MIT */
/*
 * Probes: a handler of a module's that runs where the kernel, or a module,
 * passes an instruction (kprobe), or enters a function and returns from it
 * (kretprobe).
 *
 * Handlers run with interrupts off (a kretprobe's at the return as the
 * function left them) and may not sleep. What a handler calls may be probed
 * itself: such a hit runs no handler, and is counted as missed.
 * Context: process, may sleep.
 * Linux: Documentation/trace/kprobes.rst
 */
#ifndef _LINUX_KPROBES_H
#define _LINUX_KPROBES_H

#include <asm/kprobes.h>
#include <asm/ptrace.h>
#include <linux/compiler.h>
#include <linux/kallsyms.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/types.h>

struct kprobe;
struct kretprobe;
struct kretprobe_instance;
struct task_struct;

/*
 * Before the instruction; regs->ip is behind the int3 that stands for its
 * first byte. 0, or 1: regs->ip is where to go on, and there is no step.
 */
typedef int (*kprobe_pre_handler_t)(struct kprobe *p, struct pt_regs *regs);
/* After it; regs->ip is where it led. @flags is 0. */
typedef void (*kprobe_post_handler_t)(struct kprobe *p, struct pt_regs *regs,
				      unsigned long flags);
/*
 * At the entry: not 0, and this call's return is not probed. At the return,
 * what is returned is not used.
 */
typedef int (*kretprobe_handler_t)(struct kretprobe_instance *ri,
				   struct pt_regs *regs);

#define KPROBE_FLAG_GONE 1	     /* its module was unloaded */
#define KPROBE_FLAG_DISABLED 2	     /* not armed, at its owner's wish */
#define KPROBE_FLAG_ON_FUNC_ENTRY 16 /* at the begin of a function */

struct kprobe {
	struct hlist_node hlist;
	struct list_head list; /* of those at one address */
	unsigned long nmissed; /* hits while a probe was being handled */
	/* Where: either symbol_name, or addr; and offset from there. */
	kprobe_opcode_t *addr;
	const char *symbol_name;
	unsigned int offset;
	kprobe_pre_handler_t pre_handler;   /* or NULL */
	kprobe_post_handler_t post_handler; /* or NULL */
	kprobe_opcode_t opcode;		    /* what int3 stands for */
	u32 flags;			    /* KPROBE_FLAG_ */
};

/* The calls that a kretprobe can follow at one time, and who owns them. */
struct kretprobe_holder {
	struct kretprobe *rp; /* NULL once it has been unregistered */
	struct kretprobe_instance *free;
	unsigned int count; /* of instances, free ones and others */
};

struct kretprobe {
	struct kprobe kp;
	kretprobe_handler_t handler;	   /* or NULL */
	kretprobe_handler_t entry_handler; /* or NULL */
	int maxactive;			   /* calls at one time; 0: 10 */
	int nmissed;			   /* calls that were one too many */
	size_t data_size;		   /* bytes for each of them */
	struct kretprobe_holder *rph;
};

#define KRETPROBE_MAX_DATA_SIZE 4096

/* A call that is being followed. */
struct kretprobe_instance {
	struct kretprobe_instance *next; /* of the task, or free */
	struct kretprobe_holder *rph;
	kprobe_opcode_t *ret_addr; /* where it returns to */
	void *fp;		   /* where that was on the stack */
	char data[] __aligned(8);  /* the owner's, data_size bytes */
};

/*
 * Puts a probe at p->addr or p->symbol_name, plus p->offset. The structure is
 * the caller's and stays until it is unregistered. Several may lie at one
 * place; their handlers run in the order in which they came. Returns 0;
 * -EINVAL (both or neither of the two were given; not in text; where no probe
 * may lie; a BUG or WARN; registered already), -ENOENT (no such symbol; its
 * module is going, or its .init has gone), -EILSEQ (not where an instruction
 * begins), -EOPNOTSUPP (an instruction that cannot be stepped: iret, hlt, far
 * branches), -ENOMEM. p->addr is set; to register @p again, clear it where
 * symbol_name is set.
 */
int register_kprobe(struct kprobe *p);
/* Takes it away; afterwards no handler of it runs. */
void unregister_kprobe(struct kprobe *p);
/* The same for @num of them: all, or none and the errno of the first. */
int register_kprobes(struct kprobe **kps, int num);
void unregister_kprobes(struct kprobe **kps, int num);

/* Stops and starts a registered probe. 0, or -EINVAL: it is none, or gone. */
int disable_kprobe(struct kprobe *kp);
int enable_kprobe(struct kprobe *kp);

/*
 * The same for a function's entry and return: rp->kp names the function, and
 * has no handlers of its own. Beside the errors of register_kprobe(): -EINVAL
 * (not where a function begins), -E2BIG (data_size over 4096).
 */
int register_kretprobe(struct kretprobe *rp);
void unregister_kretprobe(struct kretprobe *rp);
int register_kretprobes(struct kretprobe **rps, int num);
void unregister_kretprobes(struct kretprobe **rps, int num);

static inline int disable_kretprobe(struct kretprobe *rp)
{
	return disable_kprobe(&rp->kp);
}

static inline int enable_kretprobe(struct kretprobe *rp)
{
	return enable_kprobe(&rp->kp);
}

/* Whose call @ri is; NULL once that has been unregistered. */
static inline struct kretprobe *get_kretprobe(struct kretprobe_instance *ri)
{
	return ri->rph->rp;
}

static inline unsigned long get_kretprobe_retaddr(struct kretprobe_instance *ri)
{
	return (unsigned long)ri->ret_addr;
}

static inline bool kprobe_gone(struct kprobe *p)
{
	return p->flags & KPROBE_FLAG_GONE;
}

static inline bool kprobe_disabled(struct kprobe *p)
{
	return p->flags & (KPROBE_FLAG_DISABLED | KPROBE_FLAG_GONE);
}

/* --- The kernel's side. */

/* Whether no probe may lie at @addr: /sys/kernel/debug/kprobes/blacklist. */
bool within_kprobe_blacklist(unsigned long addr);

/*
 * A trap in the kernel: int3, whether it was a probe's or a step's, and is
 * over; a fault, which in a step is one of the instruction at its place.
 */
bool kprobe_int3_handler(struct pt_regs *regs);
void kprobe_fault(struct pt_regs *regs);
/* An oops leaves the probe that it happened in, if any. */
void kprobes_abandon(void);
/* The return address at @slot of a stack of the running task's. */
unsigned long kretprobe_find_ret_addr(const unsigned long *slot);
/* Gives back what follows calls of a task that will not return from them. */
void kprobe_flush_task(struct task_struct *task);
/* Where a probed function returns to; what it calls with its registers. */
void __kretprobe_trampoline(void);
void kretprobe_trampoline(struct pt_regs *regs);

#endif
